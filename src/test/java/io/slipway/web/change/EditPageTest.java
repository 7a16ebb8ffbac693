package io.slipway.web.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Issue;
import io.slipway.rollout.FlowByHand;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import io.slipway.web.ShownChange;
import io.slipway.web.Visitor;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class, ShownChange.class})
class EditPageTest {

    private static final String PAGE = "/projects/shop/issues/1";
    private static final String DEV = "dev-1/orders_dev";

    @Autowired
    ShownChange change;

    @Autowired
    Caller api;

    @Autowired
    JdbcClient jdbc;

    private Visitor visitor = new Visitor(URI.create("http://127.0.0.1"));

    @BeforeEach
    void startAnew() {
        change.flow().startAnew();
        visitor = new Visitor(api.address());
        visitor.logIn(change.tokenOf("developer"));
    }

    @Test
    void editsFilesOfAReleaseAndGivesThePatchAway() {
        change.flow().openRelease(Map.of("V1__a.sql", "SELECT 1;\nSELECT 2;\n", "V2__b.sql", "SELECT 3;\r\n"), DEV);
        assertThat(visitor.get(PAGE).body()).contains("href=\"" + PAGE + "/edit\"");
        assertThat(visitor.get(PAGE + "/edit").body()).contains("V1__a.sql", "SELECT 3;");

        var edited = visitor.post(
                PAGE + "/edit",
                Map.of(field("V1__a.sql"), "SELECT 1;\r\nSELECT 22;\r\n", field("V2__b.sql"), "SELECT 3;\r\n"));

        assertThat(edited.status()).isEqualTo(303);
        assertThat(edited.redirect()).isEqualTo(PAGE + "#difference");
        assertThat(visitor.get(PAGE).body()).contains("href=\"" + PAGE + "/patch\"");
        var patch = visitor.get(PAGE + "/patch");
        assertThat(patch.header("Content-Disposition")).contains("issue-1.patch");
        assertThat(patch.body()).isEqualTo("""
                        diff --git a/V1__a.sql b/V1__a.sql
                        --- a/V1__a.sql
                        +++ b/V1__a.sql
                        @@ -1,2 +1,2 @@
                         SELECT 1;
                        -SELECT 2;
                        +SELECT 22;
                        """);
        assertThat(api.call(
                                "GET",
                                "/v1" + PAGE + "/patch",
                                change.tokenOf("owner"),
                                "text/plain",
                                BodyPublishers.noBody())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void keepsWhatIsRefusedInItsFields() {
        change.flow().openRelease(Map.of("V1__a.sql", "SELECT 1;\n"), DEV);
        visitor.get(PAGE + "/edit");

        var unchanged = visitor.post(PAGE + "/edit", Map.of(field("V1__a.sql"), "SELECT 1;\r\n"));
        var both = visitor.post(PAGE + "/edit", Map.of(field("V1__a.sql"), "SELECT 9;", "release", "shop-1"));

        assertThat(unchanged.status()).isEqualTo(422);
        assertThat(unchanged.body()).contains("rolls a release out, whose files never change");
        assertThat(both.status()).isEqualTo(422);
        assertThat(both.body()).contains("The edit names both a release and files.", "SELECT 9;", "shop-1");
    }

    @Test
    void editsSqlThatWasTyped() {
        change.flow().open("SELECT 1", DEV);
        visitor.get(PAGE + "/edit");

        var edited = visitor.post(PAGE + "/edit", Map.of(field("issue/1.1.sql"), "SELECT 2"));

        assertThat(edited.status()).isEqualTo(303);
        assertThat(visitor.get(PAGE).body()).contains("SELECT 2");
    }

    @Test
    void showsDivergedTargetsAndTakesWhatIsDecidedByTheApi() {
        Issue issue = change.flow().openRelease(Map.of("V1__a.sql", "CREATE TABLE a (id int);"), DEV);
        change.run(issue);
        visitor.get(PAGE + "/edit");
        visitor.post(PAGE + "/edit", Map.of(field("V1__a.sql"), "CREATE TABLE a (id bigint);"));
        assertThat(visitor.get(PAGE).body()).contains("<h2>Diverged</h2>", "diverged");
        var listed = api.get("/v1" + PAGE + "/divergences", change.tokenOf("owner"));
        assertThat(listed.text("/items/0/state")).isEqualTo("DIVERGED");
        assertThat(listed.text("/items/0/target")).isEqualTo("instances/dev-1/databases/orders_dev");
        assertThat(actions("developer")).contains("reconcile").doesNotContain("acceptAsEqual");
        assertThat(actions("releaser")).contains("acceptAsEqual").doesNotContain("reconcile");

        var given = api.post(
                "/v1" + PAGE + ":reconcile",
                change.tokenOf("developer"),
                "{\"targets\": [\"%s\"], \"sql\": \"ALTER TABLE a ALTER id TYPE bigint\", \"reason\": \"Widen.\"}"
                        .formatted(DEV));
        var accepted = api.post(
                "/v1" + PAGE + ":acceptAsEqual",
                change.tokenOf("releaser"),
                "{\"targets\": [\"%s\"], \"reason\": \"Same.\"}".formatted(DEV));

        assertThat(given.status()).isEqualTo(200);
        assertThat(accepted.status()).isEqualTo(409);
        assertThat(accepted.text("/code")).isEqualTo("target-reconciled");
        visitor = new Visitor(api.address());
        visitor.logIn(change.tokenOf("approver"));
        assertThat(visitor.get(PAGE).body())
                .contains("issue/1.3-reconcile-1.sql", "ALTER TABLE a ALTER id TYPE bigint", "Widen.");
        assertThat(api.get("/v1" + PAGE + "/divergences", change.tokenOf("owner"))
                        .text("/items/0/state"))
                .isEqualTo("RECONCILED");
    }

    private String actions(String account) {
        return String.valueOf(
                api.get("/v1" + PAGE, change.tokenOf(account)).body().at("/actions"));
    }

    /** Return the name of the form's field for the newest file of this path. */
    private String field(String path) {
        return "file-"
                + jdbc.sql("SELECT max(id) FROM migration_file WHERE path = :path")
                        .param("path", path)
                        .query(Long.class)
                        .single();
    }
}
