package io.slipway.api.change;

import io.slipway.api.change.model.CommentView;
import io.slipway.api.change.model.FindingView;
import io.slipway.api.change.model.IssueView;
import io.slipway.api.change.model.ReleaseView;
import io.slipway.api.change.model.RolloutView;
import io.slipway.api.change.model.StageView;
import io.slipway.change.AllowedActions;
import io.slipway.change.PublicAddress;
import io.slipway.change.checking.ReleaseChecks;
import io.slipway.plan.Planner;
import io.slipway.plan.Plans;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.CheckRecords;
import io.slipway.review.Comments;
import io.slipway.review.IssueCreators;
import io.slipway.review.pullrequest.PullRequestApprovals;
import io.slipway.rollout.StageState;
import io.slipway.rollout.Stages;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads issues and their rollouts as one caller may see them; everything in a view is of one moment. */
@Component
@Transactional(readOnly = true)
public class ChangeReader {

    private static final int MOST_FINDINGS = 100;

    private final ChangeParts parts;
    private final Stages stages;
    private final Asks asks;
    private final StageState.Reader states;
    private final StageViews views;
    private final AllowedActions actions;
    private final IssueTexts texts;

    ChangeReader(
            ChangeParts parts,
            Stages stages,
            Asks asks,
            StageState.Reader states,
            StageViews views,
            AllowedActions actions,
            IssueTexts texts) {
        this.parts = parts;
        this.stages = stages;
        this.asks = asks;
        this.states = states;
        this.views = views;
        this.actions = actions;
        this.texts = texts;
    }

    public IssueView issue(Account account, Changes.Change change) {
        return one(account, change, null);
    }

    /** Return the answer to a request to open an issue, which may have been open already. */
    IssueView opened(Account account, Changes.Change change, boolean already) {
        return one(account, change, already ? true : null);
    }

    private IssueView one(Account account, Changes.Change change, @Nullable Boolean already) {
        var open = asks.openOf(change.issue().id());
        var ofIssue = states(change, open);
        var allowed = actions.of(account, change.issue());
        return view(
                change,
                already,
                open.stream().anyMatch(ask -> ask.kind() == Ask.Kind.EDIT),
                stages(change, ofIssue, allowed),
                allowed.onIssue(ofIssue));
    }

    public IssueView listed(Account account, Changes.Change change) {
        var open = asks.openOf(change.issue().id());
        return view(
                change,
                null,
                open.stream().anyMatch(ask -> ask.kind() == Ask.Kind.EDIT),
                null,
                actions.of(account, change.issue()).onIssue(states(change, open)));
    }

    RolloutView rollout(Account account, Changes.Change change) {
        var ofIssue = states(change, asks.openOf(change.issue().id()));
        var allowed = actions.of(account, change.issue());
        return new RolloutView(
                change.rollout(),
                change.name(),
                change.issue().status().name(),
                stages(change, ofIssue, allowed),
                allowed.onRollout(ofIssue));
    }

    public StageView stage(Account account, Changes.Place place) {
        return views.of(
                place.change(),
                states.of(place.stage()),
                actions.of(account, place.change().issue()));
    }

    private List<StageState> states(Changes.Change change, List<Ask> open) {
        return stages.ofIssue(change.issue().id()).stream()
                .map(stage -> states.of(stage, open))
                .toList();
    }

    private List<StageView> stages(Changes.Change change, List<StageState> ofIssue, AllowedActions.Of allowed) {
        return ofIssue.stream().map(state -> views.of(change, state, allowed)).toList();
    }

    private IssueView view(
            Changes.Change change,
            @Nullable Boolean already,
            boolean editAsked,
            @Nullable List<StageView> ofIssue,
            List<String> allowed) {
        var issue = change.issue();
        var single = ofIssue != null;
        return new IssueView(
                change.name(),
                already,
                change.rollout(),
                parts.url(change),
                issue.title(),
                issue.description(),
                issue.impact(),
                issue.labels(),
                issue.status().name(),
                issue.closeReason() == null || issue.closeReason().isEmpty() ? null : issue.closeReason(),
                parts.plan(change),
                parts.releases(change),
                parts.ceiling(issue.targetStage()),
                issue.createdAt(),
                issue.closedAt(),
                texts.creators(issue.id()),
                texts.hasUnmappedAuthor(issue.id()),
                texts.pullRequestApprovers(issue.id()),
                editAsked,
                parts.checks(issue.plan()),
                single ? parts.checkBefore(issue.plan()) : null,
                ofIssue,
                single ? parts.findings(change, stages) : null,
                single ? texts.comments(issue.id()) : null,
                allowed);
    }

    /** What is configured and checked around an issue. */
    @Component
    static class ChangeParts {

        private final Plans plans;
        private final Planner planner;
        private final Environments environments;
        private final CheckRecords checks;
        private final ReleaseChecks releaseChecks;
        private final PublicAddress address;

        ChangeParts(
                Plans plans,
                Planner planner,
                Environments environments,
                CheckRecords checks,
                ReleaseChecks releaseChecks,
                PublicAddress address) {
            this.plans = plans;
            this.planner = planner;
            this.releaseChecks = releaseChecks;
            this.address = address;
            this.environments = environments;
            this.checks = checks;
        }

        String url(Changes.Change change) {
            return address.of(change.project(), change.issue()).toString();
        }

        String plan(Changes.Change change) {
            return "%s/plans/%s"
                    .formatted(
                            change.project().resource(),
                            plans.findById(change.issue().plan()).orElseThrow().name());
        }

        List<String> releases(Changes.Change change) {
            return planner.releases(change.issue().plan()).stream()
                    .map(release -> "%s/releases/%s".formatted(change.project().resource(), release.name()))
                    .toList();
        }

        @Nullable
        String ceiling(@Nullable Long environment) {
            return Optional.ofNullable(environment)
                    .flatMap(environments::findById)
                    .map(Environment::resource)
                    .orElse(null);
        }

        IssueView.Checks checks(long plan) {
            var count = checks.count(plan);
            return new IssueView.Checks(count.checked(), count.errors(), count.warnings());
        }

        ReleaseView.@Nullable Check checkBefore(long plan) {
            return planner.releases(plan).stream()
                    .flatMap(release -> releaseChecks.of(release).stream())
                    .findFirst()
                    .map(check -> ReleaseView.Check.of(check, null))
                    .orElse(null);
        }

        List<FindingView> findings(Changes.Change change, Stages stages) {
            return stages.ofIssue(change.issue().id()).stream()
                    .flatMap(stage -> {
                        var environment =
                                environments.findById(stage.environment()).orElseThrow();
                        return checks.findings(change.issue().plan(), environment.id(), MOST_FINDINGS).stream()
                                .map(found -> finding(environment, found));
                    })
                    .limit(MOST_FINDINGS)
                    .toList();
        }

        private static FindingView finding(Environment environment, CheckRecords.FoundRecord found) {
            return new FindingView(
                    environment.resource(),
                    found.level(),
                    found.code(),
                    found.path(),
                    found.line() == 0 ? null : found.line(),
                    found.text(),
                    found.help());
        }
    }

    /** What people said and did about an issue. */
    @Component
    static class IssueTexts {

        private final IssueCreators creators;
        private final PullRequestApprovals pullRequest;
        private final Comments comments;
        private final Accounts accounts;

        IssueTexts(IssueCreators creators, PullRequestApprovals pullRequest, Comments comments, Accounts accounts) {
            this.creators = creators;
            this.pullRequest = pullRequest;
            this.comments = comments;
            this.accounts = accounts;
        }

        List<IssueView.Approver> pullRequestApprovers(long issue) {
            return pullRequest.of(issue).stream()
                    .map(approver -> new IssueView.Approver(approver.email(), approver.account()))
                    .toList();
        }

        List<String> creators(long issue) {
            return creators.namesOf(issue);
        }

        boolean hasUnmappedAuthor(long issue) {
            return creators.hasUnmappedAuthor(issue);
        }

        List<CommentView> comments(long issue) {
            return comments.findByIssueOrderById(issue).stream()
                    .map(comment -> new CommentView(
                            accounts.findById(comment.account())
                                    .map(Account::name)
                                    .orElseThrow(),
                            comment.text(),
                            comment.createdAt()))
                    .toList();
        }
    }
}
