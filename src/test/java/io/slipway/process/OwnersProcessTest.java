package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.slipway.engine.ModelMigration;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Issue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The examples of the owners' guide: what a process owner changes in the Modeler, without touching Java. */
@ProcessTest
class OwnersProcessTest {

    private static final String TELL_THE_OFFICE = """
            <bpmn:userTask id="TellTheOffice" name="Tell the office">
              <bpmn:extensionElements>
                <zeebe:userTask />
                <zeebe:assignmentDefinition candidateGroups="=[releaserGroup]" />
              </bpmn:extensionElements>
              <bpmn:incoming>Flow_RolloutConfirmed_Yes</bpmn:incoming>
              <bpmn:outgoing>Flow_TellTheOffice_JoinWaves</bpmn:outgoing>
            </bpmn:userTask>
            <bpmn:sequenceFlow id="Flow_TellTheOffice_JoinWaves" sourceRef="TellTheOffice" targetRef="JoinWaves" />
            """;

    @Autowired
    Shop shop;

    @Autowired
    Models models;

    @Autowired
    ModelMigration migration;

    @Autowired
    CamundaClient client;

    private final Bundle bundle = Bundle.read();

    @BeforeEach
    void startAnew() {
        models.upgrade();
        shop.startAnew();
    }

    @AfterEach
    void standOnTheBundle() {
        models.upgrade();
    }

    /** Deploy as the Modeler does when all files of the folder are chosen. */
    private void deployOwners() {
        var first = bundle.models().getFirst();
        var command = client.newDeployResourceCommand().addResourceBytes(changed(first), first.file());
        for (var model : bundle.models().subList(1, bundle.models().size())) {
            command = command.addResourceBytes(changed(model), model.file());
        }
        command.send().join();
    }

    private static byte[] changed(Bundle.Model model) {
        return switch (model.id()) {
            case "ApprovalPolicy" ->
                replaced(model.text(), "(?s)(Then_Production_Steps\">\\s*<text>)[^<]*", "$1[\"approver\", \"owner\"]");
            case "RolloutPolicy" -> replaced(model.text(), "(?s)(Then_Production_WaveSize\">\\s*<text>)[^<]*", "$11");
            case "StageRollout" ->
                replaced(
                        replaced(
                                replaced(
                                        model.text(),
                                        "(sourceRef=\"RolloutConfirmed\" targetRef=\")JoinWaves",
                                        "$1TellTheOffice"),
                                "(id=\"JoinWaves\">\\s*<bpmn:incoming>)Flow_RolloutConfirmed_Yes",
                                "$1Flow_TellTheOffice_JoinWaves"),
                        "(?=<bpmn:exclusiveGateway id=\"JoinWaves\">)",
                        TELL_THE_OFFICE);
            default -> model.text().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] replaced(byte[] text, String what, String by) {
        return replaced(new String(text, StandardCharsets.UTF_8), what, by);
    }

    private static byte[] replaced(String text, String what, String by) {
        var changed = text.replaceFirst(what, by);
        assertThat(changed).isNotEqualTo(text);
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    private void decide(String person, Issue issue, String element, Map<String, ?> answer) {
        shop.decide(person, issue, element, answer);
    }

    private void approve(Issue issue, String by) {
        decide(by, issue, "ApproveChange", Map.of("decision", "approve"));
    }

    /** A release whose author nobody knows waits for an approver in development already. */
    private Issue ofAnUnknownAuthor() {
        var release = shop.release(new ReleaseDraft(
                null,
                List.of(new ReleaseDraft.File("1__stranger.sql", "CREATE TABLE stranger (id int PRIMARY KEY);")),
                "git",
                "0123456789012345678901234567890123456789",
                null,
                Set.of(new ReleaseDraft.Person("stranger@example.net", "Stranger"))));
        return shop.open(
                "ci",
                Map.of("project", "shop", "title", "Stranger", "targets", "everything", "release", release.name()));
    }

    private String policy(Issue issue) {
        return shop.jdbc()
                .sql("SELECT approval_row || ' ' || rollout_row || ' ' || wave_size FROM stage WHERE id = :stage")
                .param("stage", shop.stageOf(issue, "prod"))
                .query(String.class)
                .single();
    }

    private long waves(Issue issue) {
        return shop.jdbc()
                .sql("SELECT count(*) FROM wave WHERE stage = :stage AND status = 'DONE'")
                .param("stage", shop.stageOf(issue, "prod"))
                .query(Long.class)
                .single();
    }

    private static String named(Issue issue) {
        return "projects/shop/issues/" + issue.number();
    }

    @Test
    @DisplayName(
            "Process owner – a second approval, other waves and a step of one's own hold for new issues, and for running ones once moved")
    void changesTheFlowWithoutJava() {
        Issue running = shop.oneOff("Running", "prod-1/orders_prod", "CREATE TABLE running (id int PRIMARY KEY)");
        shop.awaitTask("approver", running, "ApproveChange");
        Issue early = ofAnUnknownAuthor();
        shop.awaitTask("approver", early, "ApproveChange");

        deployOwners();

        keepsToItsVersion(running, early);
        runsByTheNewVersion();
        movesToTheNewVersion(running, early);
    }

    /** Neither the change that waits for an approver nor the one that comes to production only now is asked more. */
    private void keepsToItsVersion(Issue running, Issue early) {
        approve(running, "approver");
        shop.awaitTask("releaser", running, "ReleaseStage");
        approve(early, "approver");
        approve(early, "approver");
        shop.awaitTask("approver", early, "ApproveChange");
        Awaitility.await("production's policy")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(policy(early)).isEqualTo("production-unknown-author production 100"));
    }

    private void runsByTheNewVersion() {
        Issue fresh = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Fresh",
                        "targets", "prod-1/orders_prod, prod-1/customers_prod",
                        "sql", "CREATE TABLE fresh (id int PRIMARY KEY)"));
        approve(fresh, "approver");
        approve(fresh, "owner");
        decide("releaser", fresh, "ReleaseStage", Map.of("start", "now"));
        decide("releaser", fresh, "TellTheOffice", Map.of());
        shop.awaitStatus(fresh, Issue.Status.DONE);
        assertThat(waves(fresh)).isEqualTo(2);
    }

    private void movesToTheNewVersion(Issue running, Issue early) {
        var moved = migration.migrate(shop.account("administrator"));

        assertThat(moved.issues())
                .filteredOn(it -> Set.of(named(running), named(early)).contains(it.issue()))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.left()).isEmpty())
                .allSatisfy(it -> assertThat(it.from()).isLessThan(moved.version()));
        approve(running, "owner");
        decide("releaser", running, "ReleaseStage", Map.of("start", "now"));
        decide("releaser", running, "TellTheOffice", Map.of());
        shop.awaitStatus(running, Issue.Status.DONE);
        shop.awaitTask("approver", early, "ApproveChange");
        assertThat(migration.migrate(shop.account("administrator")).issues()).isEmpty();
    }
}
