package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SlipwayApplication;
import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.cli.Typing.Ran;
import io.slipway.testing.Caller;
import io.slipway.testing.Program;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What {@code slipway rollout} does while it follows a rollout, and how another job of the pipeline goes on with its plan. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class FollowingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    ChangeScenario scenario;

    @Autowired
    Caller api;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void write() throws IOException {
        scenario.configured();
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/V1__a.sql"), "CREATE TABLE a ();\n");
        environment.put("SLIPWAY_URL", api.address().toString());
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("ci"));
        environment.put("SLIPWAY_PROJECT", "shop");
        environment.put("SLIPWAY_TIMEOUT", "2s");
    }

    private Ran run(String... arguments) {
        return Typing.run(environment, folder, arguments);
    }

    private Ran asReleaser(String... arguments) {
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("releaser"));
        return run(arguments);
    }

    /** Open an issue for all three stages that goes as far as dev, and return its plan. */
    private String opened() {
        var ran = run(
                "rollout",
                "--file-pattern",
                "migrations/*.sql",
                "--targets",
                "orders",
                "--target-stage",
                "dev",
                "--no-wait");
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out().replaceAll("(?s).*Its plan is '([^']+)'.*", "$1");
    }

    private String status(int number) {
        return api.get("/v1/projects/shop/issues/" + number, scenario.tokenOf("ci"))
                .text("/status");
    }

    @Test
    @DisplayName("The same rollout again – goes on with the issue that is open")
    void goesOnWithWhatIsOpen() {
        opened();

        var again = run("rollout", "--file-pattern", "migrations/*.sql", "--targets", "orders", "--no-wait");

        assertThat(again.out()).contains("Already open as issue 'projects/shop/issues/1'.");
        assertThat(again.code()).isZero();
    }

    @Test
    @DisplayName("--plan – a later job promotes the stages up to its target stage and no further")
    void goesOnWithAPlan() {
        var plan = opened();
        scenario.checked(1, 0);
        scenario.done(scenario.stage(1, 0));
        scenario.asked(scenario.stage(1, 1), List.of());

        var tooLow = asReleaser("rollout", "--plan", plan, "--target-stage", "dev");
        assertThat(tooLow.out()).endsWith("Everything before stage 'staging' is done; it waits for a promotion.\n");
        assertThat(scenario.stage(1, 1).promoted()).isFalse();
        var promoted = asReleaser("rollout", "--plan", plan, "--target-stage", "environments/staging");

        assertThat(promoted.out()).startsWith("Goes on with issue 'projects/shop/issues/1'.\n");
        assertThat(promoted.code()).as(promoted.out() + promoted.err()).isEqualTo(5);
        assertThat(scenario.stage(1, 1).promoted()).isTrue();
        assertThat(scenario.stage(1, 2).promoted()).isFalse();
    }

    @Test
    @DisplayName("Law 6 – the pipeline that made the change promotes it by no plan either")
    void doesNotPromoteItsOwnChange() {
        var plan = opened();
        scenario.checked(1, 0);
        scenario.done(scenario.stage(1, 0));
        scenario.asked(scenario.stage(1, 1), List.of());

        var ran = run("rollout", "--plan", plan, "--target-stage", "prod");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("'ci' is no releaser");
        assertThat(scenario.stage(1, 1).promoted()).isFalse();
    }

    @Test
    @DisplayName(
            "--plan – names that stand for nothing, and other sources beside it, are refused before anything is done")
    void refusesWhatIsNoPlan() {
        var plan = opened();

        assertThat(run("rollout", "--plan", "none").err()).startsWith("Project 'shop' has no plan 'none'.");
        assertThat(run("rollout", "--plan", plan, "--target-stage", "moon").err())
                .startsWith("The plan has no stage 'moon'.\nName one of: dev, staging, prod.");
        assertThat(run("rollout", "--plan", plan, "--targets", "orders").err())
                .startsWith("A plan has its targets already.");
        assertThat(run("rollout", "--plan", plan, "--release", "x").err())
                .startsWith("More than one of files, a release, SQL, parts and a plan");
        assertThat(run("rollout", "--release", "x").err()).startsWith("Where it is to be rolled out is not said.");
        assertThat(run("rollout", "--plan", plan, "--on-cancel", "panic").err())
                .startsWith("'panic' is nothing to do on a cancellation.\nSay cancel or leave.");
    }

    @Test
    @DisplayName(
            "--retry-failed – tries what failed once more, by the releasers' command; without it the client ends with exit code 4")
    void triesFailedTasksAgain() {
        var plan = opened();
        scenario.checked(1, 0);
        scenario.ended(scenario.released(scenario.stage(1, 0), null), "FAILED");

        var without = asReleaser("rollout", "--plan", plan);
        var with = asReleaser("rollout", "--plan", plan, "--retry-failed");

        assertThat(without.code()).isEqualTo(4);
        assertThat(with.code()).as(with.out()).isEqualTo(5);
        assertThat(api.get("/v1/projects/shop/rollouts/1/stages/dev/tasks", scenario.tokenOf("ci"))
                        .text("/items/0/status"))
                .isEqualTo("PENDING");
    }

    @Test
    @DisplayName("A cancelled pipeline – gives up what has not started, and ends with exit code 3")
    void givesUpOnASignal() {
        try (var client = following("--targets", "orders")) {
            client.end();

            assertThat(client.exitCode()).as(client.output()).isEqualTo(3);
            assertThat(client.output()).contains("Interrupted: issue 'projects/shop/issues/1' is withdrawn");
        }
        assertThat(scenario.wakeups()).anyMatch(wakeup -> wakeup.startsWith("slipway.issueChanged"));
    }

    @Test
    @DisplayName(
            "A cancelled pipeline – leaves what is scheduled, what another one has opened, and what it is told to leave")
    void leavesWhatIsNotItsToGiveUp() {
        try (var client = following("--targets", "orders")) {
            scenario.checked(1, 0);
            scenario.released(scenario.stage(1, 0), Instant.parse("2026-03-03T22:00:00Z"));
            client.end();
            assertThat(client.exitCode()).isEqualTo(3);
            assertThat(client.output()).contains("goes on. Issue 1 is scheduled for");
        }
        try (var other = following("--targets", "orders")) {
            other.end();
            assertThat(other.exitCode()).isEqualTo(3);
            assertThat(other.output()).contains("Already open", "goes on without this client");
        }
        try (var told = following("--targets", "everything", "--on-cancel", "leave")) {
            told.end();
            assertThat(told.exitCode()).isEqualTo(3);
            assertThat(told.output()).contains("goes on without this client");
        }
        assertThat(status(1)).isEqualTo("OPEN");
        assertThat(status(2)).isEqualTo("OPEN");
        assertThat(scenario.wakeups()).noneMatch(wakeup -> wakeup.startsWith("slipway.issueChanged"));
    }

    /** Start the client as a pipeline does, and wait until it follows the rollout. */
    private Program following(String... more) {
        var arguments = new java.util.ArrayList<>(List.of("rollout", "--file-pattern", "migrations/*.sql"));
        arguments.addAll(List.of(more));
        var builder = new ProcessBuilder(Program.java(SlipwayApplication.class, arguments.toArray(String[]::new)))
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("SLIPWAY_TIMEOUT", "5m");
        var client = Program.start(builder);
        client.awaitLine(PATIENCE, "Follows it");
        return client;
    }
}
