package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.change.IssueFlow;
import io.slipway.change.undo.Undo;
import io.slipway.change.undo.Undoing;
import io.slipway.change.undo.Undoing.Wish;
import io.slipway.failure.RejectedException;
import io.slipway.project.TargetRef;
import io.slipway.review.Issue;
import io.slipway.sample.Sample;
import io.slipway.target.Rows;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What an issue brought is taken back by another one, which is checked, approved and run as any. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class UndoTest {

    private static final Wish ALL = new Wish(List.of(), List.of());
    private static final String TABLE =
            "CREATE TABLE plan (id int PRIMARY KEY, price int);\nINSERT INTO plan SELECT i, i FROM generate_series(1, 5) i;";
    private static final String RISE = "-- slipway: backup\nUPDATE plan SET price = price * 10 WHERE id > 2;";
    private static final String CLEAN = "-- slipway: backup\nDELETE FROM plan WHERE id = 1";

    @Autowired
    FlowByHand flow;

    @Autowired
    Undoing undoing;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
        flow.carry(flow.openRelease(Map.of("V1__plan.sql", TABLE), "dev-1/orders_dev"));
    }

    /** Open a release with these files behind the table's, which is there already. */
    private Issue opened(String targets, Map<String, String> files) {
        var all = new HashMap<>(files);
        all.put("V1__plan.sql", TABLE);
        return flow.openRelease(all, targets);
    }

    private List<String> prices(String database) throws SQLException {
        try (var connection = sample.targets().connect(sample.url(database))) {
            return Rows.list(connection, "SELECT plan::text FROM plan ORDER BY id", row -> row.getString(1));
        }
    }

    @Test
    void keptRowsArePutBackByAnIssueOfItsOwnOnExactlyTheTargetsThatHaveTheVersion() throws SQLException {
        var before = prices("orders_dev");
        Issue source = opened(
                "dev-1/orders_dev,staging-1/orders_staging", Map.of("V7__rise.sql", RISE, "V8__clean.sql", CLEAN));
        flow.carry(source);

        Undo shown = undoing.show(source, ALL);
        Issue undo = undoing.open(flow.account("developer"), source.id(), ALL);
        var between = prices("orders_dev");
        flow.steps().checking().check(flow.taken(undo).plan());
        flow.carry(undo);

        assertThat(shown.targets()).extracting(TargetRef::shortName).containsExactly("dev-1/orders_dev");
        assertThat(shown.steps()).extracting(Undo.Step::version).containsExactly("8", "7");
        assertThat(shown.sql()).contains("INSERT INTO \"plan\" (id, price)", "SET price = kept.price");
        assertThat(between).containsExactly("(2,2)", "(3,30)", "(4,40)", "(5,50)");
        assertThat(prices("orders_dev")).isEqualTo(before);
    }

    @Test
    void askedTwiceItIsTheSameIssueAndOnceDoneItIsRefused() {
        Issue source = opened("dev-1/orders_dev", Map.of("V7__rise.sql", RISE));
        flow.carry(source);

        Issue undo = undoing.open(flow.account("developer"), source.id(), ALL);
        Issue again = undoing.open(flow.account("developer"), source.id(), ALL);
        flow.steps().checking().check(flow.taken(undo).plan());
        carryToItsEnd(undo);

        assertThat(again.id()).isEqualTo(undo.id());
        assertRefused("already-undone", () -> undoing.open(flow.account("developer"), source.id(), ALL));
    }

    @Test
    void anUndoFileOfTheReleaseGoesBeforeKeptRowsAndIsNoPartOfTheRolloutItself() throws SQLException {
        Issue source = opened(
                "dev-1/orders_dev",
                Map.of(
                        "V7__rise.sql", RISE,
                        "U7__rise.sql", "UPDATE plan SET price = 0 -- all",
                        "V8__note.sql", "CREATE TABLE note ()",
                        "8_note.down.sql", "DROP TABLE note;"));
        flow.carry(source);

        Undo shown = undoing.show(source, ALL);
        Issue undo = undoing.open(flow.account("developer"), source.id(), ALL);
        flow.taken(undo);
        flow.steps().checks().finish(flow.steps().checks().begin(undo.plan()));
        flow.carry(undo);

        assertThat(shown.steps())
                .extracting(Undo.Step::source, Undo.Step::by)
                .containsExactly(
                        tuple(Undo.Source.UNDO_FILE, "8_note.down.sql"), tuple(Undo.Source.UNDO_FILE, "U7__rise.sql"));
        assertThat(prices("orders_dev")).allMatch(row -> row.endsWith(",0)"));
    }

    @Test
    void whatHasNoWayBackAndWhatWasNeverBroughtIsRefusedByName() {
        Issue source = opened("dev-1/orders_dev", Map.of("V7__rise.sql", RISE, "V8__note.sql", "CREATE TABLE note ()"));

        assertRefused("nothing-to-undo", () -> undoing.show(source, ALL));
        flow.carry(source);
        assertRefused("no-way-back", () -> undoing.show(source, ALL));
        assertRefused("nothing-to-undo", () -> undoing.show(source, new Wish(List.of("7", "9"), List.of())));
        assertRefused(
                "nothing-to-undo",
                () -> undoing.show(source, new Wish(List.of("7"), List.of("staging-1/orders_staging"))));
        assertThat(undoing.show(source, new Wish(List.of("7"), List.of("dev-1/orders_dev")))
                        .steps())
                .hasSize(1);
    }

    @Test
    void onlyADeveloperOfTheProjectOpensIt() {
        Issue source = opened("dev-1/orders_dev", Map.of("V7__rise.sql", RISE));
        flow.carry(source);

        assertThatThrownBy(() -> undoing.open(flow.account("releaser"), source.id(), ALL))
                .isInstanceOf(RejectedException.class);
    }

    private void carryToItsEnd(Issue issue) {
        var stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());
        flow.steps().wave().assess(wave);
        flow.steps().stage().finish(stage.id());
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
