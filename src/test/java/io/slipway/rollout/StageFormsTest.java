package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.form.StageForms;
import io.slipway.sample.Sample;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the forms for deciding show beside the change: other starts on the same instances, and how busy these are. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class StageFormsTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T10:00:00Z");
    private static final Policy RELEASED = new Policy("free", List.of(), "free", false, 0, 0, "night", true, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    StageForms forms;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        clock.set(MORNING);
        sample = flow.startAnew();
    }

    @Test
    @DisplayName(
            "Other schedules – on the same instance, with issue, start, window and targets; not its own, not elsewhere")
    void showsOtherStartsOnTheSameInstances() {
        var other = flow.openChecked("SELECT 1", "prod-1/orders_prod, prod-1/customers_prod");
        schedule(flow.enterStage(other, RELEASED));
        schedule(flow.enterStage(flow.openChecked("SELECT 1", "dev-1/orders_dev"), RELEASED));
        Stage stage = flow.enterStage(flow.openChecked("SELECT 2", "prod-1/orders_prod"), RELEASED);

        assertThat(rows(stage, "others"))
                .containsExactly(Map.of(
                        "instance", "prod-1",
                        "issue", "issue " + other.number(),
                        "start", "2026-03-02 21:00 UTC",
                        "window", "night",
                        "targets", "2"));

        schedule(stage);
        assertThat(rows(stage, "others")).hasSize(1);
    }

    @Test
    @DisplayName("Other projects – their starts are told, whose they are is not")
    void tellsNothingOfOtherProjects() {
        schedule(flow.enterStage(flow.openChecked("SELECT 1", "prod-1/orders_prod"), RELEASED));
        Stage stage = flow.enterStage(flow.openChecked("SELECT 2", "prod-1/orders_prod"), RELEASED);
        jdbc.sql("INSERT INTO project (name, title, track) VALUES ('hidden', 'Hidden', 'hidden')")
                .update();
        jdbc.sql("""
                UPDATE issue
                SET project = (SELECT id FROM project WHERE name = 'hidden')
                WHERE id = (SELECT min(id) FROM issue)
                """).update();

        assertThat(rows(stage, "others")).extracting(row -> row.get("issue")).containsExactly("another project");
    }

    @Test
    @DisplayName("Load – is what the server says to the reader when the form is made")
    void showsTheLoad() throws Exception {
        Stage stage = flow.enterStage(flow.openChecked("SELECT 2", "prod-1/orders_prod"), RELEASED);
        sample.targets().execute("GRANT pg_read_all_stats TO slipway_reader");
        try (var busy = sample.targets().connect(sample.url("orders_prod"))) {
            busy.setAutoCommit(false);
            busy.createStatement().execute("SELECT 1");

            assertThat(rows(stage, "load")).singleElement().satisfies(row -> {
                assertThat(row.get("instance")).isEqualTo("prod-1");
                assertThat(text(row, "sessions")).matches("\\d+ active, \\d+ of \\d+ connections");
                assertThat(text(row, "transaction")).matches("\\d+ s");
                assertThat(row.get("lag")).isEqualTo("no standby");
            });
        } finally {
            sample.targets().execute("REVOKE pg_read_all_stats FROM slipway_reader");
        }
    }

    @Test
    @DisplayName("Load – PostgreSQL hides some of it from a reader without pg_read_all_stats, which is said")
    void saysWhatTheReaderIsNotShown() {
        Stage stage = flow.enterStage(flow.openChecked("SELECT 2", "prod-1/orders_prod"), RELEASED);

        assertThat(rows(stage, "load")).singleElement().satisfies(row -> {
            assertThat(text(row, "sessions")).startsWith("at least ");
            assertThat(row.get("lag")).isEqualTo("not shown to the reader");
        });
    }

    @Test
    @Timeout(60)
    @DisplayName("Load – a server that does not answer is said, and costs the form nothing else")
    void saysWhatIsOutOfReach() throws Exception {
        Stage stage =
                flow.enterStage(flow.openChecked("SELECT 2", "prod-1/orders_prod, prod-1/customers_prod"), RELEASED);
        jdbc.sql("UPDATE instance SET url = 'jdbc:postgresql://127.0.0.1:1/'").update();
        assertThat(rows(stage, "load"))
                .singleElement()
                .satisfies(row -> assertThat(text(row, "sessions")).startsWith("Out of reach: "));

        try (var silent = new java.net.ServerSocket(0)) {
            jdbc.sql("UPDATE instance SET url = :url")
                    .param("url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/")
                    .update();
            assertThat(rows(stage, "load"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("sessions")).isEqualTo("Did not answer within 4 seconds."));
        }
    }

    @Test
    @DisplayName("Files – say what they do")
    void saysWhatFilesDo() {
        Stage stage = flow.enterStage(
                flow.openChecked("CREATE TABLE order_note (id int); DROP TABLE old_note", "prod-1/orders_prod"),
                RELEASED);

        assertThat(rows(stage, "files"))
                .extracting(row -> row.get("summary"))
                .containsExactly("1 lines: CREATE TABLE order_note; DROP TABLE old_note");
    }

    private void schedule(Stage stage) {
        flow.release(stage, "releaser", MORNING.plus(Duration.ofHours(11)));
    }

    private static String text(Map<String, Object> row, String name) {
        return String.valueOf(row.get(name));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows(Stage stage, String name) {
        var view = forms.of(stage.id(), "");
        assertThat(JsonMapper.shared().writeValueAsString(view)).hasSizeLessThan(64 * 1024);
        return (List<Map<String, Object>>) Objects.requireNonNull(view.get(name));
    }
}
