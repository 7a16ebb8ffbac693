package io.slipway.check.rules;

import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.request;
import static io.slipway.check.CheckFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.CheckFixtures;
import io.slipway.check.CheckRequest;
import io.slipway.check.Checker;
import io.slipway.check.Finding;
import io.slipway.check.Golden;
import io.slipway.check.Level;
import io.slipway.target.Engine;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Every rule on a statement or a file finds what is wrong in its golden SQL, and nothing in the lines that are right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {

    private static final Set<String> ON_MARIADB = Set.of("mixed-ddl-and-dml", "ban-on-mariadb");
    private static final Set<String> TOO_LARGE_FOR_A_GOLDEN_FILE = Set.of("file-too-big");

    private AnnotationConfigApplicationContext context;
    private Checker checker;

    @BeforeAll
    void startContext() {
        context = CheckFixtures.context(Clock.systemUTC(), Map.of());
        checker = context.getBean(Checker.class);
    }

    @AfterAll
    void closeContext() {
        context.close();
    }

    Stream<String> codes() {
        return context.getBeansOfType(Rule.class).values().stream()
                .filter(rule -> rule instanceof StatementRule || rule instanceof FileRule)
                .map(Rule::code)
                .filter(code -> !TOO_LARGE_FOR_A_GOLDEN_FILE.contains(code))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void findsWhatIsWrongAndNothingElse(String code) {
        var engine = ON_MARIADB.contains(code) ? Engine.MARIADB : Engine.POSTGRESQL;
        Golden.assertFindings(code, check(engine, Golden.sql(code)));
    }

    @Test
    void warnsOfLossesOnMariaDbAsOnPostgreSql() {
        var findings = check(Engine.MARIADB, """
                ALTER TABLE `customer` DROP COLUMN email, ADD COLUMN mail TEXT, MODIFY name VARCHAR(10), DROP INDEX one;
                DROP TABLE old;
                TRUNCATE TABLE log;
                ALTER TABLE customer DROP FOREIGN KEY fk;
                """);

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(
                        "avoid-drop-column",
                        "avoid-column-type-change",
                        "avoid-drop-index",
                        "avoid-drop-table",
                        "avoid-truncate",
                        "avoid-drop-constraint",
                        "simulation-unavailable");
        assertThat(check(Engine.MARIADB, "DELETE FROM a; UPDATE b SET i = 1; DELETE FROM c WHERE i = 1;"))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(
                        "require-where-on-delete", "require-where-on-update", "simulation-unavailable");
    }

    @Test
    void findsNothingInAHarmlessFile() {
        var findings = check("""
                SET lock_timeout = '5s';
                CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL, tenant text DEFAULT current_setting('slipway.tenant'));
                CREATE INDEX customer_email ON customer (email);
                INSERT INTO customer (id, email) VALUES (1, 'DROP TABLE customer; slipway.revision');
                UPDATE customer SET email = lower(email) WHERE id < 1000;
                DELETE FROM customer WHERE id = 1;
                """);

        assertThat(findings).extracting(Finding::code).containsExactly("simulation-unavailable");
    }

    @Test
    void refusesAFileThatIsTooBigToBeRead() {
        var findings = check("-- " + "x".repeat(3 << 20));

        Golden.assertFindings("file-too-big", findings);
        assertThat(findings).extracting(Finding::code).doesNotContain("syntax");
    }

    @Test
    void reportsNulAndDeepNestingAsSyntax() {
        var nul = check("SELECT 1;\u0000DROP TABLE a;");
        var deep = check("SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000));

        assertThat(nul).filteredOn(Finding::code, "syntax").singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.text()).contains("U+0000");
        });
        assertThat(deep)
                .filteredOn(Finding::code, "syntax")
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("too deeply"));
    }

    @Test
    void takesLevelsFromTheSettings() {
        Map<String, Object> lenient = Map.of("slipway.check.levels.avoid-drop-table", "info");
        try (var other = CheckFixtures.context(Clock.systemUTC(), lenient)) {
            var report = other.getBean(Checker.class)
                    .check(request(null, List.of(file("1__x.sql", "DROP TABLE a;")), target("eu")));

            assertThat(report.findings())
                    .filteredOn(Finding::code, "avoid-drop-table")
                    .extracting(Finding::level)
                    .containsExactly(Level.INFO);
        }
    }

    @Test
    void givesEachRuleACodeOfItsOwn() {
        var codes = context.getBeansOfType(Rule.class).values().stream()
                .map(Rule::code)
                .toList();

        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        assertThat(codes.stream().collect(Collectors.toSet())).contains("out-of-order", "require-where-on-delete");
    }

    private List<Finding> check(String sql) {
        return check(Engine.POSTGRESQL, sql);
    }

    private List<Finding> check(Engine engine, String sql) {
        return checker.check(new CheckRequest(engine, List.of(file("1__x.sql", sql)), List.of(target("eu")), null))
                .findings();
    }
}
