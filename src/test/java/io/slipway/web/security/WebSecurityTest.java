package io.slipway.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.testing.Caller;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import io.slipway.web.Visitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class WebSecurityTest {

    private static final String ISSUE = "/projects/shop/issues/1";
    private static final String SESSION = "slipway-session";

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private Visitor visitor = new Visitor(java.net.URI.create("http://127.0.0.1"));
    private String developer = "";

    @BeforeEach
    void configure() {
        scenario.configured();
        developer = token("developer", "laptop", null);
        visitor = new Visitor(api.address());
        api.post("/v1" + "/projects/shop/issues", developer, """
                {"title": "Add a column", "sql": "ALTER TABLE a ADD b int;", "targets": ["orders"]}
                """);
    }

    private Account account(String name) {
        return accounts.byName(name).orElseThrow();
    }

    private String token(String account, String name, @Nullable Duration validFor) {
        return tokens.issue(account(account), name, validFor, account(account))
                .secret()
                .text();
    }

    private boolean seesTheIssue() {
        return visitor.get(ISSUE).status() == 200;
    }

    @Test
    void demandsALoginForEveryMappedPage() {
        var open = new TreeSet<String>();
        var asked = new HashSet<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("io.slipway.web")) {
                var posts = info.getMethodsCondition().getMethods().contains(RequestMethod.POST);
                for (var pattern : info.getPatternValues()) {
                    var path = pattern.replaceAll("[{][^}]*}", "1").replace("**", "x");
                    asked.add(path);
                    var seen = posts ? visitor.submit(path, Map.of("text", "x")) : visitor.get(path);
                    var refused = posts
                            ? seen.status() == 403
                            : seen.status() == 303 && seen.redirect().startsWith("/login?to=%2F");
                    if (!refused) {
                        open.add((posts ? "POST " : "GET ") + path);
                    }
                }
            }
        });

        assertThat(asked).hasSizeGreaterThan(8);
        assertThat(open).containsExactly("GET /login", "GET /style.css");
    }

    @Test
    void logsInAndReturnsToThePageThatWasAskedFor() {
        var asked = visitor.get(ISSUE);
        var form = visitor.get(asked.redirect());
        var entered = visitor.post("/login", Map.of("token", developer, "to", ISSUE));
        var page = visitor.get(entered.redirect());

        assertThat(asked.redirect()).isEqualTo("/login?to=%2Fprojects%2Fshop%2Fissues%2F1");
        assertThat(form.body()).contains("name=\"to\" value=\"" + ISSUE + "\"", "type=\"password\"");
        assertThat(entered.status()).isEqualTo(303);
        assertThat(entered.redirect()).isEqualTo(ISSUE);
        assertThat(page.body()).contains("Add a column", "developer", "Log out");
        assertThat(visitor.get("/login?to=" + ISSUE).redirect()).isEqualTo(ISSUE);
    }

    @Test
    void givesAStrictCookieThatScriptsCannotRead() {
        var set = visitor.logIn(developer).response().headers().allValues("Set-Cookie");

        assertThat(set)
                .filteredOn(cookie -> cookie.startsWith(SESSION + "=slp_"))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie)
                            .contains("HttpOnly", "SameSite=Strict", "Path=/")
                            .doesNotContain("Domain", "Max-Age", "Secure");
                });
        assertThat(new Visitor(api.address()).get("/login").response().headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/"));
    }

    @Test
    void keepsNothingThatOpensASession() {
        visitor.logIn(developer);
        var secret = visitor.cookies().get(SESSION);

        var rows = jdbc.sql("SELECT CAST(s AS text) FROM web_session s")
                .query(String.class)
                .list();

        assertThat(rows).hasSize(1).noneMatch(row -> row.contains(String.valueOf(secret)) || row.contains(developer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "//example.com/projects",
                "/\\example.com",
                "/projects//example.com",
                "/projects/..//example.com",
                "/projects/\\example.com",
                "javascript:alert(1)",
                "/projects/shop\r\nSet-Cookie: a=b",
                "/v1/me",
                "projects"
            })
    void returnsToItsOwnPagesOnly(String to) {
        visitor.get("/login");

        var entered = visitor.post("/login", Map.of("token", developer, "to", to));

        assertThat(entered.status()).isEqualTo(303);
        assertThat(entered.redirect()).isEqualTo("/projects");
    }

    @Test
    void tellsTheSameOfMissingWrongExpiredAndRevokedTokens() {
        var expired = token("approver", "short", Duration.ofHours(1));
        clock.advance(Duration.ofHours(1));
        var revoked = token("approver", "lost", null);
        tokens.revoke(account("approver"), "lost", account("approver"));
        visitor.get("/login");
        var first = visitor.post("/login", Map.of("token", "", "to", ISSUE));

        for (var token : List.of("wrong", "slp_wrong", "developer", expired, revoked, "x".repeat(10_000), "\u0000")) {
            var refused = visitor.post("/login", Map.of("token", token, "to", ISSUE));

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.plain()).isEqualTo(first.plain()).contains("This token does not let you in.");
            assertThat(visitor.cookies()).doesNotContainKey(SESSION);
        }
    }

    @Test
    void endsASessionWithItsToken() {
        var expiring = token("developer", "short", Duration.ofMinutes(30));
        visitor.logIn(expiring);
        assertThat(seesTheIssue()).isTrue();
        clock.advance(Duration.ofMinutes(30));
        assertThat(seesTheIssue()).isFalse();

        visitor.logIn(developer);
        assertThat(seesTheIssue()).isTrue();
        tokens.revoke(account("developer"), "laptop", account("developer"));
        assertThat(seesTheIssue()).isFalse();

        visitor.logIn(token("developer", "desk", null));
        assertThat(seesTheIssue()).isTrue();
        token("developer", "desk", null);
        assertThat(seesTheIssue()).isFalse();
    }

    @Test
    void endsASessionAfterHalfADayAndForgetsIt() {
        visitor.logIn(developer);
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(seesTheIssue()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(seesTheIssue()).isFalse();

        visitor.logIn(developer);

        assertThat(jdbc.sql("SELECT count(*) FROM web_session")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void endsASessionByLogoutWhoeverKeptTheCookie() {
        visitor.logIn(developer);
        visitor.get(ISSUE);
        var kept = visitor.cookies().get(SESSION);

        var out = visitor.post("/logout", Map.of());

        assertThat(out.redirect()).isEqualTo("/login");
        assertThat(visitor.cookies()).doesNotContainKey(SESSION);
        visitor.cookies().put(SESSION, String.valueOf(kept));
        assertThat(seesTheIssue()).isFalse();
        assertThat(jdbc.sql("SELECT event || ' ' || subject FROM audit_event WHERE event LIKE 'Session%' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "SessionOpened accounts/developer/tokens/laptop",
                        "SessionEnded accounts/developer/tokens/laptop");
    }

    @Test
    void opensANewSessionWithEachLoginAndEndsTheOneBefore() {
        visitor.logIn(developer);
        var first = visitor.cookies().get(SESSION);
        visitor.cookies().put(SESSION, String.valueOf(first));
        var approver = token("approver", "laptop", null);
        visitor.get(ISSUE);
        visitor.post("/login", Map.of("token", approver));

        assertThat(visitor.cookies().get(SESSION)).isNotEqualTo(first);
        assertThat(jdbc.sql("SELECT count(*) FROM web_session")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void takesNoFormWithoutItsToken() {
        visitor.get("/login");
        assertThat(visitor.submit("/login", Map.of("token", developer)).status())
                .isEqualTo(403);
        visitor.logIn(developer);

        for (var form : List.of(Map.of("text", "Hello"), Map.of("text", "Hello", "_csrf", "0123456789"))) {
            var refused = visitor.submit(ISSUE + "/comments", form);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("did not come from this page").doesNotContain("Whitelabel");
        }
        assertThat(visitor.submit("/logout", Map.of()).status()).isEqualTo(403);

        assertThat(seesTheIssue()).isTrue();
        assertThat(jdbc.sql("SELECT count(*) FROM comment").query(Long.class).single())
                .isZero();
    }

    @Test
    void tellsStrangersThatNothingIsThereAsTheApiDoes() {
        var stranger = scenario.stranger();
        visitor.logIn(stranger);

        for (var path : List.of(
                "/projects/shop/issues",
                ISSUE,
                ISSUE + "/files/1",
                ISSUE + "/stages/dev",
                ISSUE + "/stages/dev/tasks/1")) {
            assertThat(visitor.get(path).status()).as(path).isEqualTo(404);
        }
        visitor.get("/projects");
        assertThat(visitor.post(ISSUE + "/comments", Map.of("text", "Hello")).status())
                .isEqualTo(404);
        assertThat(visitor.get(ISSUE).plain().replace("shop", "none"))
                .isEqualTo(visitor.get("/projects/none/issues/1").plain());
        assertThat(visitor.get("/projects").body())
                .contains("You are no member")
                .doesNotContain("Web shop");
        assertThat(api.get("/v1" + ISSUE, stranger).status()).isEqualTo(404);
    }

    @Test
    void showsAProjectNoLongerToWhoHasLeftIt() {
        visitor.logIn(developer);
        assertThat(seesTheIssue()).isTrue();

        jdbc.sql("DELETE FROM member WHERE account = :account")
                .param("account", account("developer").id())
                .update();

        assertThat(visitor.get(ISSUE).status()).isEqualTo(404);
    }

    @Test
    void keepsTheTwoWaysInApart() {
        visitor.logIn(developer);

        assertThat(visitor.get("/v1/me").status()).isEqualTo(401);
        assertThat(visitor.get("/v1" + ISSUE).status()).isEqualTo(401);
        assertThat(new Visitor(api.address())
                        .get(ISSUE, "Authorization", "Bearer " + developer)
                        .status())
                .isEqualTo(303);
        assertThat(api.get("/v1" + ISSUE, developer).text("/url")).isEqualTo("http://127.0.0.1:8090" + ISSUE);
    }

    @Test
    void forbidsABrowserEverythingButItsStylesheetAndForms() {
        var login = visitor.get("/login");
        visitor.logIn(developer);
        var inline = Pattern.compile("<script|<style|\\sstyle=|\\son[a-z]+=|javascript:|https?://(?!www.thymeleaf)");

        for (var page : List.of(
                login,
                visitor.get("/projects"),
                visitor.get("/projects/shop/issues"),
                visitor.get(ISSUE),
                visitor.get(ISSUE + "/stages/dev"),
                visitor.get(ISSUE + "/stages/dev/tasks/1"),
                visitor.get("/projects/none/issues"),
                visitor.get("/projects/shop/issues/99999999999"))) {
            assertThat(page.header("Content-Security-Policy")).isEqualTo(WebSecurity.CONTENT_POLICY);
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(inline.matcher(page.body()).results()).isEmpty();
        }
        assertThat(WebSecurity.CONTENT_POLICY)
                .contains("default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(visitor.get("/style.css").header("Content-Type")).startsWith("text/css");
    }

    @Test
    void sendsWhoFollowsALinkFromElsewhereOnceMoreFromHere() {
        var elsewhere = visitor.get(ISSUE + "?a=%22", "Sec-Fetch-Site", "cross-site");

        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(elsewhere.body())
                .contains("http-equiv=\"refresh\" content=\"0; url=" + ISSUE + "?a=%22\"")
                .doesNotContain("Add a column");
        assertThat(elsewhere.header("Content-Security-Policy")).isEqualTo(WebSecurity.CONTENT_POLICY);
        assertThat(visitor.get(ISSUE, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(303);
    }
}
