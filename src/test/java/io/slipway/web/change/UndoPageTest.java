package io.slipway.web.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.rollout.FlowByHand;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import io.slipway.web.ShownChange;
import io.slipway.web.Visitor;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class, ShownChange.class})
class UndoPageTest {

    private static final String PAGE = "/projects/shop/issues/1";
    private static final Map<String, String> FILES = Map.of(
            "V1__a.sql", "CREATE TABLE a (i int PRIMARY KEY, \"<b>\" text);\nINSERT INTO a VALUES (1, 'x');",
            "V2__b.sql", "-- slipway: backup\nUPDATE a SET \"<b>\" = 'y' WHERE i = 1;");

    @Autowired
    ShownChange change;

    @Autowired
    Caller api;

    private Visitor visitor = new Visitor(URI.create("http://127.0.0.1"));

    @BeforeEach
    void startAnew() {
        change.flow().startAnew();
        visitor = new Visitor(api.address());
        visitor.logIn(change.tokenOf("developer"));
    }

    @Test
    void showsTheSqlAndOpensTheIssueThatRunsIt() {
        var issue = change.flow().openRelease(FILES, "dev-1/orders_dev");
        assertThat(visitor.get(PAGE).body()).doesNotContain("Take it back");
        change.done(issue);
        assertThat(visitor.get(PAGE).body()).contains("href=\"" + PAGE + "/undo\"");
        assertThat(visitor.get(PAGE + "/undo").body()).contains("Version &#39;1&#39;", "has no undo file");

        var shown = visitor.get(PAGE + "/undo?versions=2");
        var opened = visitor.post(PAGE + "/undo", Map.of("versions", "2"));

        assertThat(shown.body())
                .contains("&quot;&lt;b&gt;&quot; = kept.", "dev-1/orders_dev")
                .doesNotContain("<b>");
        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.redirect()).isEqualTo("/projects/shop/issues/2");
        assertThat(visitor.get("/projects/shop/issues/2").body())
                .contains("Undo: Files", "Takes back what issue 1 brought");
        assertThat(visitor.get(PAGE).body()).contains("Issue 2 takes this back.");
    }

    @Test
    void theApiSaysTheSameAndRefusesWhoMayNotOpenIt() {
        change.done(change.flow().openRelease(FILES, "dev-1/orders_dev"));

        var shown = api.get("/v1" + PAGE + "/undo?versions=2", change.tokenOf("approver"));
        var refused = api.post("/v1" + PAGE + ":undo", change.tokenOf("approver"), "{\"versions\": [\"2\"]}");
        var opened = api.post("/v1" + PAGE + ":undo", change.tokenOf("developer"), "{\"versions\": [\"2\"]}");
        var again = api.post("/v1" + PAGE + ":undo", change.tokenOf("developer"), "{\"versions\": [\"2\"]}");

        assertThat(shown.text("/sql")).contains("UPDATE \"a\" AS now");
        assertThat(shown.text("/targets/0")).isEqualTo("instances/dev-1/databases/orders_dev");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.text("/name")).isEqualTo("projects/shop/issues/2");
        assertThat(again.text("/name")).isEqualTo("projects/shop/issues/2");
    }
}
