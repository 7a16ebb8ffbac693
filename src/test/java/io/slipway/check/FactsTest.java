package io.slipway.check;

import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.request;
import static io.slipway.check.CheckFixtures.target;
import static io.slipway.check.StatementClass.DDL;
import static io.slipway.check.StatementClass.DESTRUCTIVE;
import static io.slipway.check.StatementClass.DML;
import static io.slipway.check.StatementClass.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactsTest {

    private AnnotationConfigApplicationContext context;

    @BeforeAll
    void startContext() {
        context = CheckFixtures.context(Clock.systemUTC(), Map.of());
    }

    @AfterAll
    void closeContext() {
        context.close();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("CREATE TABLE a (id int); COMMENT ON TABLE a IS 'x';", Risk.LOW, Set.of(DDL)),
                Arguments.of("SET lock_timeout = '1s';", Risk.LOW, Set.of()),
                Arguments.of("-- nothing", Risk.LOW, Set.of()),
                Arguments.of("ALTER TABLE a ADD COLUMN b int;", Risk.MODERATE, Set.of(DDL)),
                Arguments.of("CREATE INDEX ON a (b);", Risk.MODERATE, Set.of(DDL)),
                Arguments.of("BEGIN; UPDATE a SET b = 1 WHERE id = 1; COMMIT;", Risk.MODERATE, Set.of(DML)),
                Arguments.of("GRANT SELECT ON a TO PUBLIC;", Risk.MODERATE, Set.of(DDL)),
                Arguments.of("SELECT rename_everything();", Risk.MODERATE, Set.of(OTHER)),
                Arguments.of("DROP TABLE a;", Risk.HIGH, Set.of(DDL, DESTRUCTIVE)),
                Arguments.of("DELETE FROM a;", Risk.HIGH, Set.of(DML, DESTRUCTIVE)),
                Arguments.of("DO $$ BEGIN END $$;", Risk.HIGH, Set.of(OTHER)),
                Arguments.of("SELEKT 1;", Risk.HIGH, Set.of(OTHER)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatIsPendingAndHowMuchHarmItCouldDo(String sql, Risk risk, Set<StatementClass> classes) {
        var report = context.getBean(Checker.class).check(request(null, List.of(file("1__x.sql", sql)), target("eu")));

        assertThat(report.targets()).singleElement().satisfies(target -> {
            assertThat(target.risk()).isEqualTo(risk);
            assertThat(target.statementClasses()).isEqualTo(classes);
            assertThat(target.simulated()).isFalse();
        });
    }
}
