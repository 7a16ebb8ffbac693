package io.slipway.check.rules.directives;

import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.CheckFixtures;
import io.slipway.check.Checker;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.TargetToCheck;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectivesTest {

    private AnnotationConfigApplicationContext context;

    @BeforeAll
    void startContext() {
        context = CheckFixtures.context(Clock.systemUTC(), Map.of());
    }

    @AfterAll
    void closeContext() {
        context.close();
    }

    private List<Finding> check(String sql, Map<String, String> variables) {
        return context
                .getBean(Checker.class)
                .check(request(
                        null,
                        List.of(file("1__x.sql", sql)),
                        new TargetToCheck("eu", "prod", "db.example.com:5432", List.of(), variables, List.of())))
                .findings()
                .stream()
                .filter(finding -> !finding.code().equals("simulation-unavailable"))
                .toList();
    }

    @Test
    void missesVariablesThatAFileDeclaresAndATargetLacks() {
        var sql = """
                -- What the tenants are called.
                -- slipway: variables tenant, region
                INSERT INTO tenant VALUES (current_setting('slipway.tenant'));
                """;

        assertThat(check(sql, Map.of("tenant", "acme", "region", "eu"))).isEmpty();
        assertThat(check(sql, Map.of("tenant", "acme"))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("missing-variable");
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.text()).contains("'eu' has no variable 'region'");
        });
    }

    @Test
    void refusesDirectivesThatNobodyHeeds() {
        var findings = check("""
                /* slipway: variabels tenant */
                -- slipway: variables
                -- slipways sail
                SELECT 1; -- slipway: anything
                """, Map.of());

        assertThat(findings).extracting(Finding::code).containsExactly("unknown-directive", "unknown-directive");
        assertThat(findings).extracting(Finding::line).containsExactly(1, 2);
    }
}
