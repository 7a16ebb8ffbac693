package io.slipway.plan;

import io.slipway.failure.RejectedException;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.Digest;
import io.slipway.release.MigrationFiles;
import io.slipway.release.Release;
import io.slipway.release.Releases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Resolves releases and targets into plans, once; and tells later whether a plan still says what it said. */
@Component
public class Planner {

    private final Plans plans;
    private final PlanTargets planTargets;
    private final Releases releases;
    private final MigrationFiles files;
    private final Targets targets;
    private final ReconcileFiles reconcileFiles;
    private final Clock clock;

    Planner(
            Plans plans,
            PlanTargets planTargets,
            Releases releases,
            MigrationFiles files,
            Targets targets,
            ReconcileFiles reconcileFiles,
            Clock clock) {
        this.plans = plans;
        this.planTargets = planTargets;
        this.releases = releases;
        this.files = files;
        this.targets = targets;
        this.reconcileFiles = reconcileFiles;
        this.clock = clock;
    }

    /** SQL for some of a plan's targets alone, which are given by their places in its list. */
    public record Reconcile(String version, String statement, String reason, long account, List<Integer> targets) {}

    /**
     * A release and where it goes.
     *
     * @param named what the targets were resolved from
     * @param after the place in the list of the part that must be done before on all targets of a stage, or null
     */
    public record Part(
            Release release,
            List<TargetRef> targets,
            List<String> named,
            @Nullable Integer after) {

        public Part {
            targets = List.copyOf(targets);
            named = List.copyOf(named);
        }

        /** Return the part with another release for the same targets. */
        public Part with(Release other) {
            return new Part(other, targets, named, after);
        }
    }

    /** Make a plan of one part. */
    @Transactional
    public Plan plan(Project project, Release release, List<TargetRef> resolved, long account) {
        return plan(project, List.of(new Part(release, resolved, List.of(), null)), List.of(), account);
    }

    /** Make a plan with reconcile files, which its digest covers like the releases'. */
    @Transactional
    public Plan plan(Project project, List<Part> parts, List<Reconcile> reconciles, long account) {
        List<Line> lines = parts.stream()
                .flatMap(part -> part.targets().stream())
                .map(Line::of)
                .toList();
        String digest = digest(
                parts.stream().map(Content::of).toList(),
                reconciles.stream()
                        .map(file -> new Extra(
                                file.version(),
                                file.statement(),
                                file.targets().stream().map(lines::get).toList()))
                        .toList());
        Plan plan = plans.save(new Plan(
                0,
                project.id(),
                UUID.randomUUID().toString(),
                digest,
                account,
                clock.instant(),
                parts.stream()
                        .map(part -> new Plan.Part(0, part.release().id(), part.after(), part.named()))
                        .toList()));
        List<PlanTarget> saved = saveTargets(plan, parts);
        reconciles.forEach(file -> reconcileFiles.save(
                plan.id(),
                new ReconcileFile(
                        file.version(),
                        "",
                        file.statement(),
                        file.reason(),
                        file.account(),
                        file.targets().stream()
                                .map(place -> saved.get(place).id())
                                .toList())));
        return plan;
    }

    private List<PlanTarget> saveTargets(Plan plan, List<Part> parts) {
        var listed = new ArrayList<PlanTarget>();
        for (int place = 0; place < parts.size(); place++) {
            long part = plan.parts().get(place).id();
            parts.get(place)
                    .targets()
                    .forEach(target -> listed.add(new PlanTarget(
                            0,
                            part,
                            target.database().id(),
                            target.schema(),
                            target.environment().id(),
                            target.address())));
        }
        return planTargets.saveAll(listed);
    }

    /**
     * Compute a plan's digest anew from the stored files and from the targets as they are configured now; a listed target that is
     * gone or was moved makes it differ.
     */
    @Transactional(readOnly = true)
    public String currentDigest(long planId) {
        Plan plan = plans.findById(planId).orElseThrow();
        List<PlanTarget> listed = planTargets.of(planId);
        List<Content> contents = plan.parts().stream()
                .map(part -> new Content(
                        releases.findById(part.release()).orElseThrow(),
                        listed.stream()
                                .filter(target -> target.planPart() == part.id())
                                .map(this::now)
                                .toList(),
                        part.after()))
                .toList();
        var byId = listed.stream().collect(Collectors.toMap(PlanTarget::id, this::now));
        return digest(
                contents,
                reconcileFiles.of(planId).stream()
                        .map(file -> new Extra(
                                file.version(),
                                file.statement(),
                                file.planTargets().stream()
                                        .map(target -> Objects.requireNonNull(byId.get(target)))
                                        .toList()))
                        .toList());
    }

    /**
     * Return a plan's targets as they are configured now.
     *
     * @throws RejectedException if one is no longer configured
     */
    @Transactional(readOnly = true)
    public List<TargetRef> presentTargets(long planId) {
        return planTargets.of(planId).stream().map(this::present).toList();
    }

    private TargetRef present(PlanTarget target) {
        return targets.byId(target.database(), target.schemaName())
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "target-gone",
                        "A target of this issue is no longer configured.",
                        "Withdraw this issue and open another one for the targets that there are."));
    }

    /**
     * Return a plan's parts with their targets as they are configured now.
     *
     * @throws RejectedException if one is no longer configured
     */
    @Transactional(readOnly = true)
    public List<Part> presentParts(long planId) {
        List<PlanTarget> listed = planTargets.of(planId);
        return plans.findById(planId).orElseThrow().parts().stream()
                .map(part -> new Part(
                        releases.findById(part.release()).orElseThrow(),
                        listed.stream()
                                .filter(target -> target.planPart() == part.id())
                                .map(this::present)
                                .toList(),
                        part.named(),
                        part.after()))
                .toList();
    }

    /** Return the targets that what was named for a plan stands for now, and did not when the plan was made. */
    @Transactional(readOnly = true)
    public List<TargetRef> joinedSince(Project project, long planId) {
        var listed = planTargets.of(planId).stream().map(Planner::place).collect(Collectors.toSet());
        return plans.findById(planId).orElseThrow().parts().stream()
                .map(Plan.Part::named)
                .filter(named -> !named.isEmpty())
                .flatMap(named -> standingFor(project, named).stream())
                .filter(target -> !listed.contains(
                        target.database().id() + "/" + Objects.requireNonNullElse(target.schema(), "")))
                .distinct()
                .toList();
    }

    private static String place(PlanTarget target) {
        return target.database() + "/" + Objects.requireNonNullElse(target.schemaName(), "");
    }

    /** A name that stands for nothing any more has no later members either. */
    private List<TargetRef> standingFor(Project project, List<String> named) {
        return named.stream()
                .flatMap(name -> {
                    try {
                        return targets.resolve(project, List.of(name)).stream();
                    } catch (RejectedException gone) {
                        return Stream.empty();
                    }
                })
                .toList();
    }

    /** Return the releases of a plan's parts, in order. */
    @Transactional(readOnly = true)
    public List<Release> releases(long planId) {
        return plans.findById(planId).orElseThrow().parts().stream()
                .map(part -> releases.findById(part.release()).orElseThrow())
                .toList();
    }

    private Line now(PlanTarget target) {
        return targets.byId(target.database(), target.schemaName())
                .map(Line::of)
                .orElse(new Line(target.database(), target.environment(), "gone"));
    }

    private String digest(List<Content> contents, List<Extra> extras) {
        var digest = new Digest();
        contents.forEach(content -> {
            digest.add(content.release().track());
            files.outlines(content.release().id())
                    .forEach(file -> digest.add(file.path()).add(file.version()).add(file.sha256()));
            content.lines().forEach(line -> digest.add(line.toString()));
            if (content.after() != null) {
                digest.add("after " + content.after());
            }
        });
        extras.forEach(extra -> {
            digest.add(extra.version()).add(Digest.of(extra.statement()));
            extra.lines().forEach(line -> digest.add(line.toString()));
        });
        return digest.hex();
    }

    private record Content(
            Release release, List<Line> lines, @Nullable Integer after) {

        static Content of(Part part) {
            return new Content(
                    part.release(), part.targets().stream().map(Line::of).toList(), part.after());
        }
    }

    private record Extra(String version, String statement, List<Line> lines) {}

    private record Line(long database, long environment, String address) {
        static Line of(TargetRef target) {
            return new Line(target.database().id(), target.environment().id(), target.address());
        }
    }
}
