package io.slipway.demo;

import io.slipway.sample.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Part 1: a release goes from a commit to every database, and asks people once. */
final class ReleaseStory {

    private static final String ROLLOUT =
            "rollout --file-pattern %s/*.sql --project shop --targets everything".formatted(Sample.MIGRATIONS);

    private final Narrator narrator;
    private final People people;
    private final Patience patience;
    private final Databases databases;
    private final Client ci;
    private final int files = Sample.migrations().size();

    ReleaseStory(Narrator narrator, People people, Patience patience, Databases databases, Client ci) {
        this.narrator = narrator;
        this.people = people;
        this.patience = patience;
        this.databases = databases;
        this.ci = ci;
    }

    void tell() {
        var saying = "CI asks for a rollout of %d files to every database.".formatted(files);
        var run = narrator.step(saying, () -> ci.start(ROLLOUT), this::asked);
        if (run.isAlive()) {
            toProduction(run, run.issue().orElseThrow());
        }
        narrator.step("Every database tells what it holds.", this::revisions);
        narrator.step("CI asks for the same rollout again.", () -> unchanged(ci.start(ROLLOUT)));
    }

    private String asked(Client.Run run) {
        var issue = patience.forSome("The issue that CI opens", run::issue);
        patience.until("A question to the approver", () -> !run.isAlive() || asksApprover(issue));
        if (!run.isAlive()) {
            return unchanged(run);
        }
        require("_dev", files);
        require("_staging", files);
        require("_prod", 0);
        return "By policy, dev and staging are migrated by now; prod waits for an approval.";
    }

    private boolean asksApprover(String issue) {
        return people.find("approver", "ApproveChange", issue).isPresent();
    }

    private void toProduction(Client.Run run, String issue) {
        approve("approver", issue, "The approver approves '%s' in Tasklist.");
        approve("owner", issue, "A DO block may do anything: the policy wants the owner's approval too.");
        narrator.step("The releaser runs it now.", () -> {
            people.decide("releaser", "ReleaseStage", issue, task -> Map.of("start", "now"));
            run.done();
            require("", files);
            return "All %d databases are migrated, each file once.".formatted(Sample.DATABASES.size());
        });
    }

    private void approve(String person, String issue, String saying) {
        narrator.step(saying.formatted(issue), () -> {
            var shown = people.decide(
                    person, "ApproveChange", issue, task -> Map.of("decision", "approve", "comment", "Looks good."));
            return "Approved by the %s for %s.".formatted(person, targets(shown));
        });
    }

    private static String targets(People.Shown shown) {
        return shown.view()
                .path("targets")
                .valueStream()
                .map(row -> row.path("target").asString(""))
                .collect(Collectors.joining(" and "));
    }

    /** Nothing is left to be done by this rollout: it ends by itself, and the databases are as they were. */
    private String unchanged(Client.Run run) {
        var before = ledgers();
        run.done();
        if (!ledgers().equals(before)) {
            throw DemoFailedException.unexpected("The databases' ledgers", before, ledgers());
        }
        require("", files);
        return "Every database holds these files already: nothing was run, and nobody was asked.";
    }

    private String revisions() {
        return Sample.DATABASES.stream()
                .map(name -> "%-18s %s".formatted(name, String.join(" ", databases.versions(name))))
                .collect(Collectors.joining("\n"));
    }

    private List<List<String>> ledgers() {
        return Sample.DATABASES.stream().map(databases::versions).toList();
    }

    private void require(String ending, int expected) {
        Sample.DATABASES.stream().filter(name -> name.endsWith(ending)).forEach(name -> {
            var found = databases.versions(name).stream()
                    .filter(version -> !version.startsWith("issue/"))
                    .count();
            if (found != expected) {
                throw DemoFailedException.unexpected("Applied files in '%s'".formatted(name), expected, found);
            }
        });
    }
}
