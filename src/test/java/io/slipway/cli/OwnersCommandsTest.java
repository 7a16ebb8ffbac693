package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.cli.Typing.Ran;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Runs what owners and administrators do with the client against the running API. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class OwnersCommandsTest {

    @Autowired
    ChangeScenario scenario;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private String administrator = "";

    @BeforeEach
    void configure() {
        administrator = scenario.configured();
        environment.put("SLIPWAY_URL", "http://127.0.0.1:" + port);
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("ci"));
        environment.put("SLIPWAY_PROJECT", "shop");
    }

    private Ran run(String... arguments) {
        return Typing.run(environment, folder, arguments);
    }

    private void opened() throws IOException {
        Files.writeString(folder.resolve("V1__a.sql"), "CREATE TABLE a ();\n");
        run("rollout", "--file-pattern", "V1__a.sql", "--targets", "orders", "--title", "T", "--no-wait");
    }

    @Test
    void readsTheCalendarsThatAConfigurationNames() throws IOException {
        environment.put("SLIPWAY_TOKEN", administrator);
        Files.createDirectories(folder.resolve("ops"));
        Files.writeString(folder.resolve("ops/board.ics"), """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:test
                BEGIN:VEVENT
                UID:1
                DTSTART;TZID=Europe/Berlin:20200306T220000
                DTEND;TZID=Europe/Berlin:20200307T040000
                RRULE:FREQ=MONTHLY;BYDAY=1FR
                END:VEVENT
                END:VCALENDAR
                """);
        Files.writeString(folder.resolve("ops/slipway.yaml"), """
                windows:
                  - {name: board, zone: Europe/Berlin, calendar: board.ics}
                freezes:
                  - {name: board, calendar: board.ics, reason: The board meets., projekt: shop}
                """);

        var wrong = run("apply", "-f", "ops/slipway.yaml");
        Files.writeString(
                folder.resolve("ops/slipway.yaml"),
                Files.readString(folder.resolve("ops/slipway.yaml")).replace("projekt", "project"));
        var applied = run("apply", "-f", "ops/slipway.yaml");
        var again = run("apply", "-f", "ops/slipway.yaml", "--dry-run");

        assertThat(wrong.err())
                .contains("Line 4: 'freezes[0].projekt' is no key here")
                .doesNotContain("calendar");
        assertThat(applied.err()).isEmpty();
        assertThat(applied.out())
                .contains("Calendar 'board.ics' gives ")
                .contains("+ Maintenance window 'board' is added.\n+ Freeze 'board' is added.\n");
        assertThat(again.out()).endsWith("Nothing to change.\n");
    }

    @Test
    void showsTheRecordOfChangesAndTakesItAway() throws IOException {
        opened();
        run("cancel", "1");

        var shown = run("audit", "--issue", "1", "--event", "command-refused");
        var forbidden = run("audit", "--output", "audit.csv");
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("owner"));
        var csv = run("audit", "--output", "audit.csv", "--from", "2020-01-01T00:00+01:00");
        var json = run("audit", "--issue", "projects/shop/issues/1", "--actor", "ci", "--output", "audit.ndjson");
        var time = run("audit", "--to", "noon");

        assertThat(shown.out())
                .contains("ci           command-refused      projects/shop/issues/1  issue 1")
                .contains("nothing-scheduled")
                .hasLineCount(1);
        assertThat(forbidden.code()).isEqualTo(1);
        assertThat(forbidden.err()).startsWith("'ci' is no owner of project 'shop'.");
        assertThat(csv.code()).as(csv.err()).isZero();
        assertThat(Files.readString(folder.resolve("audit.csv")))
                .startsWith("id,at,actor,event,issue,subject,facts\r\n")
                .contains(",ci,issue-opened,1,issue 1,");
        assertThat(json.code()).isZero();
        assertThat(Files.readAllLines(folder.resolve("audit.ndjson"))).hasSize(2);
        assertThat(time.err()).startsWith("'noon' is no time");
    }

    @Test
    void overridesAFreezeAsAnOwner() throws IOException {
        opened();

        var forbidden = run("override", "1", "--stage", "dev", "--freeze", "trade", "--reason", "Now.");
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("owner"));
        var none = run("override", "1", "--stage", "dev", "--freeze", "trade", "--reason", "Now.");

        assertThat(forbidden.err()).startsWith("'ci' is no owner of project 'shop'.");
        assertThat(none.err()).startsWith("No freeze 'trade' holds this stage up, now or later.");
    }
}
