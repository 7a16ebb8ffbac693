package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.project.Environments;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.target.Rows;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** SQL that failed after a part of it was committed: its issue is edited behind that part, and goes on there. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class PartlyCommittedTest {

    private static final String SQL = """
            CREATE TABLE note (id int);
            INSERT INTO note VALUES (1);
            CREATE INDEX CONCURRENTLY note_id ON note (id);
            INSERT INTO note VALUES ((SELECT count(*) FROM note) / (SELECT count(*) FROM pg_roles WHERE rolname = 'nobody'));
            """;

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    Environments environments;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
    }

    @Test
    void goesOnBehindWhatIsCommittedOnceTheRestIsEdited() throws SQLException {
        var issue = flow.openChecked(SQL, "dev-1/orders_dev");
        assertThat(carried(issue)).isEqualTo("FAILED statement-failed");

        var head = edited(issue, SQL.replace("VALUES (1)", "VALUES (2)"));
        assertThat(findings(head))
                .containsExactly(
                        "'instances/dev-1/databases/orders_dev' has the first 2 segments of 'issue/1.2.sql' already,"
                                + " and segment 1 was another one there. line 1");
        flow.steps().checks().finish(flow.steps().checks().begin(head.plan()));
        assertThat(carried(head)).isEqualTo("FAILED applied-with-other-content");
        var tail = edited(
                issue, SQL.substring(0, SQL.indexOf("INSERT INTO note VALUES ((")) + "INSERT INTO note VALUES (9);");
        assertThat(findings(tail)).isEmpty();
        assertThat(carried(tail)).isEqualTo("DONE ");

        assertThat(texts("SELECT id::text FROM note ORDER BY id")).containsExactly("1", "9");
        assertThat(texts("SELECT version || ' ' || kind FROM slipway.revision")).containsExactly("issue/1.3 APPLIED");
    }

    private Issue edited(Issue issue, String sql) {
        commands.edit(flow.account("developer"), issue.id(), sql);
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
        var now = flow.issue(issue);
        flow.steps().checking().check(now.plan());
        return now;
    }

    private List<String> findings(Issue issue) {
        return flow
                .steps()
                .checks()
                .findings(issue.plan(), environments.byName("dev").orElseThrow().id(), 100)
                .stream()
                .filter(finding -> finding.code().equals("committed-part-changed"))
                .map(finding -> finding.text() + " line " + finding.line())
                .toList();
    }

    private String carried(Issue issue) {
        var stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        flow.steps().wave().assess(wave);
        Task task = flow.steps().tasks().ofStage(stage.id()).getFirst();
        return task.status() + " " + task.code();
    }

    private List<String> texts(String query) throws SQLException {
        try (var connection = sample.targets().connect(sample.url("orders_dev"))) {
            return Rows.list(connection, query, row -> row.getString(1));
        }
    }
}
