package io.slipway.check.rules.versions;

import static io.slipway.check.CheckFixtures.TRACK;
import static io.slipway.check.CheckFixtures.applied;
import static io.slipway.check.CheckFixtures.baseline;
import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.marked;
import static io.slipway.check.CheckFixtures.request;
import static io.slipway.check.CheckFixtures.sha256;
import static io.slipway.check.CheckFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.AppliedRevision;
import io.slipway.check.CheckFixtures;
import io.slipway.check.CheckReport;
import io.slipway.check.Checker;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.Golden;
import io.slipway.check.RevisionKind;
import io.slipway.check.TargetReport;
import io.slipway.check.TargetToCheck;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionRulesTest {

    private static final String A = "CREATE TABLE a ();";
    private static final String B = "CREATE TABLE b ();";
    private static final String C = "CREATE TABLE c ();";

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

    @Test
    void offersWhatIsNotAppliedInTheOrderOfVersions() {
        var files = List.of(
                file("R__views.sql", "SELECT 2"), file("10__c.sql", C), file("9__b.sql", B), file("V01__a.sql", A));

        var report = check(files, target("eu", applied("1", "V01__a.sql", A)), target("us"));

        assertThat(report.targets())
                .extracting(TargetReport::pending)
                .containsExactly(
                        List.of("9__b.sql", "10__c.sql", "R__views.sql"),
                        List.of("V01__a.sql", "9__b.sql", "10__c.sql", "R__views.sql"));
        assertThat(codes(report)).containsExactly("simulation-unavailable");
    }

    @Test
    void offersRepeatablesAgainOnceTheyChange() {
        var views = new AppliedRevision(
                TRACK, "R__views", RevisionKind.REPEATABLE, "R__views.sql", sha256("SELECT 1"), "SELECT 1");

        assertThat(check(List.of(file("R__views.sql", "SELECT 1")), target("eu", views))
                        .targets())
                .extracting(TargetReport::pending)
                .containsExactly(List.of());
        var changed = check(List.of(file("R__views.sql", "SELECT 2")), target("eu", views));
        assertThat(changed.targets()).extracting(TargetReport::pending).containsExactly(List.of("R__views.sql"));
        assertThat(codes(changed)).containsExactly("simulation-unavailable");
    }

    @Test
    void neverOffersUndoFilesNorWhatABaselineCovers() {
        var files = List.of(
                file("1__a.sql", A), file("1.1__b.sql", B), file("2__c.sql", C), file("U2__c.sql", "DROP TABLE c;"));

        var report = check(files, target("eu", baseline("1.1")));

        assertThat(report.targets()).extracting(TargetReport::pending).containsExactly(List.of("2__c.sql"));
        assertThat(codes(report)).containsExactly("simulation-unavailable");
    }

    @Test
    void offersOneOffsOutsideTheOrder() {
        var oneOff = new FileToCheck(TRACK, "issue/12.1", sha256(B), B, "issue/12.1");
        var applied = new AppliedRevision(TRACK, "issue/12.1", RevisionKind.ONE_OFF, "issue/12.1", sha256(B), B);

        var report = check(List.of(oneOff), target("eu", applied("7", "7__a.sql", A)), target("us", applied));

        assertThat(report.targets())
                .extracting(TargetReport::pending)
                .containsExactly(List.of("issue/12.1"), List.of());
        assertThat(codes(report)).containsExactly("simulation-unavailable");
    }

    @Test
    void letsOnlyTheTailOfAFileThatStoppedHalfwayBeEdited() {
        var first = new TargetToCheck.CommittedPart(TRACK, "2", 1, sha256("CREATE TABLE a ()"));
        var second = new TargetToCheck.CommittedPart(TRACK, "2", 2, sha256("CREATE INDEX CONCURRENTLY i ON a (i)"));
        var halfway = new TargetToCheck(
                "eu", "prod", "db.example.com:5432", List.of(), Map.of(), List.of(), List.of(first, second));
        var tail = file("2__b.sql", A + "\nCREATE INDEX CONCURRENTLY i ON a (i);\nCREATE TABLE c ();");
        var head = file("2__b.sql", A + "\n\nCREATE INDEX CONCURRENTLY i ON a (j);\nCREATE TABLE c ();");
        var shorter = file("2__b.sql", A);

        assertThat(codes(check(List.of(tail), halfway, target("us")))).containsExactly("simulation-unavailable");
        Golden.assertFindings(
                "committed-part-changed",
                check(List.of(head), halfway, target("us")).findings());
        assertThat(codes(check(List.of(shorter), halfway))).contains("committed-part-changed");
    }

    @Test
    void keepsTracksApart() {
        var other = new AppliedRevision("billing", "9", RevisionKind.VERSIONED, "9__x.sql", sha256(B), B);

        var report = check(List.of(file("1__a.sql", A)), target("eu", other));

        assertThat(report.targets()).extracting(TargetReport::pending).containsExactly(List.of("1__a.sql"));
        assertThat(codes(report)).containsExactly("simulation-unavailable");
    }

    @Test
    void refusesFilesWithoutVersion() {
        var report = check(
                List.of(file("add_a.sql", A), file("1__a.sql", A), file("../2__b.sql", B)), target("eu"), target("us"));

        Golden.assertFindings("invalid-version", report.findings());
        assertThat(report.targets()).extracting(TargetReport::pending).containsOnly(List.of("1__a.sql"));
    }

    @Test
    void refusesTheSameVersionInOtherSpellings() {
        var report = check(
                List.of(file("1__a.sql", A), file("V01__b.sql", B), file("1.0__c.sql", C), file("U1__a.sql", A)),
                target("eu"));

        Golden.assertFindings("duplicate-version", report.findings());
    }

    @Test
    void refusesVersionsBelowTheHighestApplied() {
        var later = "ALTER TABLE c ADD b int;";
        var files = List.of(file("1__a.sql", A), file("1.5__b.sql", C), file("2__c.sql", later));

        var report = check(
                files,
                target("eu", applied("1", "1__a.sql", A), applied("2", "2__c.sql", later)),
                target("us", applied("1", "1__a.sql", A)));

        Golden.assertFindings("out-of-order", report.findings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE b (id int)                           | CREATE TABLE c (id int)                 | out-of-order-disjoint",
                "CREATE TABLE b (id int)                           | CREATE INDEX i ON c (id)                | out-of-order-disjoint",
                "CREATE TABLE b (id int REFERENCES c)              | CREATE INDEX i ON c (id)                | out-of-order",
                "UPDATE shop.b SET id = 1                          | ALTER TABLE b ADD n int                 | out-of-order",
                "INSERT INTO b SELECT id FROM c                    | DROP TABLE c                            | out-of-order",
                "DO $$BEGIN PERFORM 1; END$$                       | CREATE TABLE c (id int)                 | out-of-order",
                "CREATE TABLE b (id int)                           | CALL tidy()                             | out-of-order",
            })
    void toleratesVersionsBelowThatHaveNoObjectInCommonWithThoseAbove(String pending, String later, String code) {
        var files = List.of(file("1__b.sql", pending), file("2__c.sql", later));

        assertThat(codes(check(files, target("eu", applied("2", "2__c.sql", later)))))
                .contains(code);
        var unknown = new AppliedRevision(TRACK, "2", RevisionKind.VERSIONED, "2__c.sql", sha256(later), null);
        assertThat(codes(check(files, target("eu", unknown)))).contains("out-of-order");
    }

    @Test
    void refusesFilesThatWereEditedAfterTheyWereApplied() {
        var report = check(
                List.of(file("1__a.sql", B), file("2__b.sql", B)),
                target("eu", applied("1", "1__a.sql", A), applied("2", "2__b.sql", B)),
                target("us", marked("1", "1__a.sql", A)),
                target("new"));

        Golden.assertFindings("changed-after-applied", report.findings());
    }

    @Test
    void warnsOfFilesThatWereRenamed() {
        var report = check(
                List.of(file("db/1__new_name.sql", A), file("moved/2__b.sql", B)),
                target("eu", applied("1", "db/1__a.sql", A), applied("2", "db/2__b.sql", B)));

        Golden.assertFindings("renamed-after-applied", report.findings());
    }

    @Test
    void warnsOfFilesThatAreGone() {
        var many = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> applied(Integer.toString(i), i + "__x.sql", "SELECT " + i))
                .toArray(AppliedRevision[]::new);

        var report = check(
                List.of(file("8__x.sql", "SELECT 8")),
                target("eu", many),
                target("us", applied("8", "8__x.sql", "SELECT 8"), baseline("3")));

        Golden.assertFindings("deleted-after-applied", report.findings());
    }

    private CheckReport check(List<FileToCheck> files, TargetToCheck... targets) {
        return checker.check(request(null, files, targets));
    }

    private static List<String> codes(CheckReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }
}
