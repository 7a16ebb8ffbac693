package io.slipway.change;

import io.slipway.change.succession.Succession;
import io.slipway.failure.RejectedException;
import io.slipway.plan.Plan;
import io.slipway.plan.Planner;
import io.slipway.project.Account;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.Release;
import io.slipway.release.ReleaseArchive;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.IssueRegister;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens issues and gives them new plans; each call is one transaction that leaves all or nothing. */
@Component
public class ChangeDesk {

    private final Directory directory;
    private final Targets targets;
    private final ReleaseArchive archive;
    private final Planner planner;
    private final IssueRegister register;
    private final RolloutLayout layout;
    private final Succession succession;

    ChangeDesk(
            Directory directory,
            Targets targets,
            ReleaseArchive archive,
            Planner planner,
            IssueRegister register,
            RolloutLayout layout,
            Succession succession) {
        this.directory = directory;
        this.targets = targets;
        this.archive = archive;
        this.planner = planner;
        this.register = register;
        this.layout = layout;
        this.succession = succession;
    }

    /** An open issue; {@code already} tells whether it was there, rolling out the same release to the same targets. */
    public record Opened(Issue issue, boolean already) {}

    /**
     * Open an issue with its release, plan and rollout, unless there is one already; older ones of which nothing has started give way.
     *
     * @throws RejectedException if a field is missing or wrong, the account is no developer of the project, or a person says who
     *     approved the pull request
     */
    @Transactional
    public Opened open(Account account, ChangeForm form) {
        form.validate();
        Project project = directory.projectToChange(account, form.project());
        requirePipeline(account, form);
        int number = register.nextNumber(project);
        if (!form.sql().isBlank()) {
            List<TargetRef> resolved = targets.resolve(project, form.targets());
            Release oneOff = archive.storeOneOff(project, Issue.oneOffVersion(number, 0), form.sql(), account.id());
            return new Opened(
                    opened(
                            account,
                            form,
                            project,
                            number,
                            List.of(new Planner.Part(oneOff, resolved, form.targets(), null))),
                    false);
        }
        List<Planner.Part> parts = parts(project, form);
        Optional<Issue> same = succession.same(project, parts);
        if (same.isPresent()) {
            return new Opened(same.get(), true);
        }
        Issue issue = opened(account, form, project, number, parts);
        succession.supersede(account, issue);
        return new Opened(issue, false);
    }

    private List<Planner.Part> parts(Project project, ChangeForm form) {
        if (form.parts().isEmpty()) {
            return List.of(new Planner.Part(
                    directory.release(project, form.release()),
                    targets.resolve(project, form.targets()),
                    form.targets(),
                    null));
        }
        var names = form.parts().stream().map(ChangeForm.PartForm::name).toList();
        var parts = form.parts().stream()
                .map(part -> new Planner.Part(
                        directory.release(project, part.release()),
                        targets.resolve(project, part.targets()),
                        part.targets(),
                        part.after().isEmpty() ? null : names.indexOf(part.after())))
                .toList();
        var seen = new HashSet<String>();
        parts.stream().flatMap(part -> part.targets().stream()).forEach(target -> {
            if (!seen.add(target.name())) {
                throw new RejectedException(
                        RejectedException.Reason.INVALID,
                        "target-in-two-parts",
                        "Target '%s' is in two parts.".formatted(target.shortName()),
                        "Open an issue for each of its releases: the later one waits for its turn.");
            }
        });
        return parts;
    }

    private Issue opened(Account account, ChangeForm form, Project project, int number, List<Planner.Part> parts) {
        Plan plan = planner.plan(project, parts, List.of(), account.id());
        Issue issue = register.open(
                account,
                new IssueRegister.Draft(
                        project.id(),
                        number,
                        form.title(),
                        form.description(),
                        form.impact(),
                        form.labels(),
                        form.comment(),
                        directory.ceiling(form.targetStage()),
                        form.pullRequestApprovers()),
                parts.stream().map(Planner.Part::release).distinct().toList(),
                plan);
        layout.layOut(issue, plan);
        return issue;
    }

    /** Nobody says of their own change who approved it. */
    private static void requirePipeline(Account account, ChangeForm form) {
        if (account.kind() != Account.Kind.SERVICE
                && !form.pullRequestApprovers().isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.FORBIDDEN,
                    "pull-request-approvers-refused",
                    "'%s' is a person, and only a pipeline says who approved a pull request.".formatted(account.name()),
                    "Leave 'pullRequestApprovers' out, or let the pipeline open the issue with its service account.");
        }
    }

    /**
     * Open an issue that brings a release to targets that an earlier issue left out. Its labels are not taken over, or it would be left out
     * again.
     *
     * @throws RejectedException if a target is gone, or the account is no developer of the project
     */
    Issue openAgain(Account account, Issue source, Release release, List<TargetRef> lacking) {
        Project project = projectOf(account, source);
        return openAfter(
                account,
                new After(
                        project,
                        register.nextNumber(project),
                        "Catch up: " + source.title(),
                        "Brings what issue %d left out to the targets that lack it.".formatted(source.number())),
                release,
                lacking);
    }

    /**
     * Open an issue with SQL that takes back what an earlier one brought to these targets.
     *
     * @throws RejectedException if the account is no developer of the project
     */
    public Issue openUndo(Account account, Issue source, String sql, List<TargetRef> having) {
        Project project = projectOf(account, source);
        int number = register.nextNumber(project);
        return openAfter(
                account,
                new After(
                        project,
                        number,
                        "Undo: " + source.title(),
                        "Takes back what issue %d brought to the targets that have it.".formatted(source.number())),
                archive.storeOneOff(project, Issue.oneOffVersion(number, 0), sql, account.id()),
                having);
    }

    private Project projectOf(Account account, Issue source) {
        return directory.projectToChange(account, directory.projectOf(source).name());
    }

    /** An issue that follows from an earlier one. */
    private record After(Project project, int number, String title, String description) {}

    private Issue openAfter(Account account, After after, Release release, List<TargetRef> targets) {
        Plan plan = planner.plan(after.project(), release, targets, account.id());
        var draft = new IssueRegister.Draft(
                after.project().id(),
                after.number(),
                ChangeViews.bounded(after.title(), ChangeForm.MAX_TITLE - 1),
                after.description(),
                "",
                List.of(),
                "",
                null,
                List.of());
        Issue issue = register.open(account, draft, List.of(release), plan);
        layout.layOut(issue, plan);
        return issue;
    }

    /** Tell whether an issue's change is SQL that was typed into it. */
    boolean isOneOff(Issue issue) {
        return planner.releases(issue.plan()).stream().allMatch(release -> release.kind() == Release.Kind.ONE_OFF);
    }

    /** Tell whether an issue rolls this release out now. */
    boolean rollsOut(Issue issue, String release) {
        return planner.releases(issue.plan()).stream().anyMatch(it -> it.name().equals(release));
    }

    /**
     * Give an issue another release and plan for the same targets, so that what was decided on the old one is void. Of several parts the one
     * that the release's track or the files belong to gets it.
     *
     * @param request what the running process has to settle: EDIT where it must be told, NONE where it asked for the edit itself
     */
    @Transactional
    public Issue edit(Account account, Issue issue, ChangeEdit edit, Issue.Request request) {
        Project project = directory.projectOf(issue);
        List<Planner.Part> parts = planner.presentParts(issue.plan());
        Planner.Part part = parts.size() == 1 ? parts.getFirst() : partOf(project, parts, edit);
        Release release = edited(account, issue, project, part.release(), edit);
        requireAnother(issue, part.release(), release);
        return replan(
                account,
                issue,
                new IssueRegister.Replacement(part.release().name(), release),
                parts.stream().map(it -> it == part ? it.with(release) : it).toList(),
                List.of(),
                request);
    }

    private Planner.Part partOf(Project project, List<Planner.Part> parts, ChangeEdit edit) {
        List<Planner.Part> meant = edit.release().isBlank()
                ? parts.stream()
                        .filter(part -> archive.hasFiles(
                                part.release(),
                                edit.files().stream()
                                        .map(ReleaseDraft.File::path)
                                        .toList()))
                        .toList()
                : ofTrack(parts, directory.release(project, edit.release()).track());
        if (meant.size() != 1) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "part-ambiguous",
                    "The edit belongs to %d of the change's %d parts.".formatted(meant.size(), parts.size()),
                    "Edit files of one part, or name a release of a track that one part has; else withdraw the change and open another one.");
        }
        return meant.getFirst();
    }

    private static List<Planner.Part> ofTrack(List<Planner.Part> parts, String track) {
        return parts.stream()
                .filter(part -> part.release().track().equals(track))
                .toList();
    }

    /** Give an issue's plan other reconcile files, under the same terms: it is another plan. */
    Issue reconcile(Account account, Issue issue, List<Planner.Reconcile> reconciles) {
        List<Planner.Part> parts = planner.presentParts(issue.plan());
        Release release = parts.getFirst().release();
        return replan(
                account,
                issue,
                new IssueRegister.Replacement(release.name(), release),
                parts,
                reconciles,
                Issue.Request.EDIT);
    }

    /** Give an issue a new plan of the same for the same targets, so that what was decided on the old one is void. */
    public Issue planAnew(Account account, Issue issue) {
        List<Planner.Part> parts = planner.presentParts(issue.plan());
        Plan plan = planner.plan(directory.projectOf(issue), parts, List.of(), account.id());
        Issue anew = register.planAnew(issue, plan);
        layout.layOut(anew, plan);
        return anew;
    }

    private Issue replan(
            Account account,
            Issue issue,
            IssueRegister.Replacement change,
            List<Planner.Part> parts,
            List<Planner.Reconcile> reconciles,
            Issue.Request request) {
        Plan plan = planner.plan(directory.projectOf(issue), parts, reconciles, account.id());
        Issue edited = register.edit(account, issue, change, plan, request);
        layout.layOut(edited, plan);
        return edited;
    }

    private Release edited(Account account, Issue issue, Project project, Release before, ChangeEdit edit) {
        if (isOneOff(issue)) {
            String version = Issue.oneOffVersion(issue.number(), issue.edits() + 1);
            return archive.storeOneOff(project, version, edit.sql(), account.id());
        }
        return edit.release().isBlank()
                ? archive.storeEdited(project, before, edit.files(), account.id())
                : directory.release(project, edit.release());
    }

    private static void requireAnother(Issue issue, Release before, Release release) {
        if (release.kind() != before.kind() || !release.track().equals(before.track())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "release-of-other-track",
                    "Release '%s' is not one of track '%s', whose files issue %d rolls out."
                            .formatted(release.name(), before.track(), issue.number()),
                    "Make a release of the same track, or open an issue of its own for this one.");
        }
        if (release.id() == before.id()) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "release-unchanged",
                    "Issue %d rolls out release '%s' already.".formatted(issue.number(), release.name()),
                    "Make a new release of the corrected files, and give the issue that.");
        }
    }
}
