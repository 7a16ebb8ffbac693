package io.slipway.demo;

import io.slipway.embedded.Platform;
import io.slipway.sample.Sample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The demo's parts in order, with the accounts that play in them. */
final class Play {

    private static final List<String> FORMS = List.of(
            "RequestChange", "ConfirmRequest", "EditChange", "ApproveChange", "ReleaseStage", "CancelOrReschedule");

    /** What a pipeline says of the commit that it runs for. */
    private static final Map<String, String> PIPELINE = Map.of(
            "CI", "true",
            "GITLAB_CI", "true",
            "CI_COMMIT_SHA", "5a0c1d7e9b3f48261c0d5e7a9b8c7d6e5f4a3b2c",
            "CI_COMMIT_TITLE", "Vouchers",
            "CI_COMMIT_AUTHOR", "Dana Developer <developer@example.com>",
            "CI_PROJECT_URL", "https://git.example.com/shop");

    private final Narrator narrator;
    private final Platform platform;
    private final Sample sample;
    private final Api administrator;
    private final boolean manual;

    Play(Narrator narrator, Platform platform, Sample sample, Api administrator, boolean manual) {
        this.narrator = narrator;
        this.platform = platform;
        this.sample = sample;
        this.administrator = administrator;
        this.manual = manual;
    }

    /** Apply the sample's configuration, as its file says. */
    void configure() {
        narrator.step("The administrator applies the sample's configuration.", () -> {
            var surroundings = new HashMap<>(sample.environment());
            surroundings.put("SLIPWAY_TOKEN", administrator.token());
            client(surroundings).run("apply --file " + Sample.CONFIGURATION);
            FORMS.forEach(platform::awaitForm);
            return "One project with two databases in each of dev, staging and prod.";
        });
    }

    /** Tell both parts. */
    void play() {
        var patience = new Patience(new Incidents(platform.restAddress()));
        var people = new People(platform, patience, narrator, manual);
        var databases = new Databases(sample);
        var pipeline = new HashMap<>(PIPELINE);
        pipeline.put("SLIPWAY_SERVICE_ACCOUNT", "ci");
        pipeline.put("SLIPWAY_SERVICE_ACCOUNT_SECRET", administrator.as("ci").token());
        var developer = administrator.as("developer");
        var soon = manual ? Duration.ofMinutes(3) : Duration.ofSeconds(20);
        narrator.phase(
                "Part 1: a release goes from a commit to every database",
                () -> new ReleaseStory(narrator, people, patience, databases, client(pipeline)).tell());
        narrator.phase(
                "Part 2: SQL typed into a form runs in production at its time",
                () -> new OneOffStory(narrator, people, patience, databases, developer, soon).tell());
    }

    private Client client(Map<String, String> surroundings) {
        surroundings.put("SLIPWAY_URL", administrator.address().toString());
        return new Client(narrator, surroundings);
    }

    /** Say where everything answers, and as whom to look. */
    void tellAddresses() {
        var psql = new Databases(sample).psql("orders_prod");
        System.out.printf(
                """

                Look around; Ctrl-C ends it, and keeps the data for the next time.
                  Tasklist  %s  developer, approver, releaser, owner (the password is the name)
                  Operate   %s  demo (password demo)
                  Slipway   %s  pages of each change, and the API below /v1; both with the owner's token:
                            export SLIPWAY_URL=%s SLIPWAY_TOKEN=%s
                            ./slipway status projects/shop/issues/1
                  Targets   %s
                """,
                platform.tasklistAddress(),
                platform.operateAddress(),
                administrator.address(),
                administrator.address(),
                administrator.as("owner").token(),
                psql);
    }
}
