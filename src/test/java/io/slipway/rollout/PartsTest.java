package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.ChangeEdit;
import io.slipway.change.ChangeForm.PartForm;
import io.slipway.change.IssueCommands;
import io.slipway.plan.Plans;
import io.slipway.project.Projects;
import io.slipway.release.Release;
import io.slipway.release.ReleaseArchive;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.TaskCommands;
import io.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A change of several parts: releases with targets of their own, and an order between their databases. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class PartsTest {

    private static final String CUSTOMER = "CREATE TABLE customer (id int PRIMARY KEY);";
    private static final Policy RELEASED = new Policy("free", List.of(), "free", false, 0, 0, null, true, false);
    private static final Policy FORGIVING = new Policy("free", List.of(), "free", true, 0, 1, null, true, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    TaskCommands tasks;

    @Autowired
    Plans plans;

    @Autowired
    ReleaseArchive archive;

    @Autowired
    Projects projects;

    private Release customers;
    private Release orders;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
        customers = flow.released("customers", Map.of("V1__customer.sql", CUSTOMER));
        orders = flow.released(null, Map.of("V1__order.sql", "CREATE TABLE \"order\" (id int PRIMARY KEY);"));
    }

    private Issue opened() {
        Issue issue = flow.taken(flow.request(parts(customers, orders)).issue());
        flow.steps().checking().check(issue.plan());
        return issue;
    }

    /** The orders come first in the list of databases, and after the customers in the plan. */
    private static List<PartForm> parts(Release customers, Release orders) {
        return List.of(
                new PartForm(
                        "customers", customers.name(), List.of("prod-1/customers_prod", "dev-1/customers_dev"), ""),
                new PartForm("", orders.name(), List.of("prod-1/orders_prod", "dev-1/orders_dev"), "customers"));
    }

    @Test
    @DisplayName("Stage – a part starts when the one that it comes after is done, each with its own release")
    void runsPartsInTheirOrder() {
        Stage stage = flow.enterStage(opened(), FlowByHand.AUTOMATIC);

        long first = flow.enterWave(stage);
        assertThat(flow.databases(stage, first)).containsExactly("customers_dev");
        flow.run(first, flow.start(first).batches());
        flow.steps().wave().assess(first);
        long second = flow.enterWave(stage);
        assertThat(flow.databases(stage, second)).containsExactly("orders_dev");
        flow.run(second, flow.start(second).batches());

        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsOnly(Task.Status.DONE);
    }

    @Test
    @DisplayName(
            "Stage – within a failure budget or not, nothing goes on after a part that failed, until that is left out")
    void stopsAfterAPartThatFailed() {
        customers = flow.released(
                "customers",
                Map.of(
                        "V1__customer.sql",
                        "SELECT 1 / CASE current_database() WHEN 'customers_dev' THEN 0 ELSE 1 END;"));
        Stage stage = flow.enterStage(opened(), FORGIVING);
        long first = flow.enterWave(stage);
        flow.run(first, flow.start(first).batches());
        assertThat(flow.steps().wave().assess(first).assessment()).isEqualTo(WaveFlow.Assessment.FINISHED);

        long second = flow.enterWave(stage);
        assertThat(flow.start(second).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(current(stage).problem()).contains("1 targets of a part that goes first are not done");

        long failed = flow.steps().tasks().ofStage(stage.id()).stream()
                .filter(task -> task.status() == Task.Status.FAILED)
                .findFirst()
                .orElseThrow()
                .id();
        tasks.skip(flow.account("releaser"), stage.id(), failed, "the table is there");
        flow.release(stage, "releaser", null);
        long third = flow.enterWave(stage);
        assertThat(flow.databases(stage, third)).containsExactly("orders_dev");
        assertThat(flow.start(third).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    private Stage current(Stage stage) {
        return flow.steps().stages().findById(stage.id()).orElseThrow();
    }

    @Test
    @DisplayName("Release – targets get no start before those that they come after")
    void keepsTheOrderWhateverTheStarts() {
        Stage stage = flow.enterStage(opened(), RELEASED);
        flow.releaseOn(
                stage,
                "releaser",
                new StageRelease.Terms(
                        Instant.parse("2126-03-02T10:00:00Z"),
                        "UTC",
                        null,
                        List.of(new StageRelease.Selection(
                                "dev-1/orders_dev", Instant.parse("2100-03-02T10:00:00Z")))));

        assertThat(flow.problem(stage)).contains("would start before them, which start at '2126-03-02T10:00:00Z'");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    @DisplayName("Plan – the order is part of what is approved")
    void bindsTheOrder() {
        Issue ordered = opened();
        var unordered = parts(customers, orders).stream()
                .map(part -> new PartForm(part.name(), part.release(), part.targets(), ""))
                .toList();
        commands.withdraw(flow.account("developer"), ordered.id());
        Issue other = flow.request(unordered).issue();

        assertThat(plans.findById(other.plan()).orElseThrow().digest())
                .isNotEqualTo(plans.findById(ordered.plan()).orElseThrow().digest());
    }

    @Test
    @DisplayName("Separation – whoever wrote one of the releases is a creator, and approves none of it")
    void holdsTheAuthorsOfAllReleasesApart() {
        var approver = flow.account("approver");
        orders = archive.store(
                projects.byName("shop").orElseThrow(),
                new ReleaseDraft(
                        null,
                        List.of(new ReleaseDraft.File("V1__order.sql", "CREATE TABLE orders ();")),
                        null,
                        null,
                        null,
                        Set.of(new ReleaseDraft.Person(approver.emails().getFirst(), "A"))),
                flow.account("ci").id());
        Stage stage = flow.enterStage(opened(), FlowByHand.PRODUCTION);

        flow.approve(stage, "approver");

        assertThat(flow.problem(stage)).contains("'approver'");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
    }

    @Test
    @DisplayName("Repeated – the same releases for the same targets are the same issue; a newer one takes its place")
    void isOneIssueAndIsSuperseded() {
        Issue issue = opened();

        var again = flow.request(parts(customers, orders));
        assertThat(again.already()).isTrue();
        assertThat(again.issue().id()).isEqualTo(issue.id());

        var newer = flow.released(
                "customers",
                Map.of("V1__customer.sql", CUSTOMER, "V2__name.sql", "ALTER TABLE customer ADD name text;"));
        var fewer = flow.released(null, Map.of("V2__at.sql", "SELECT 1"));
        assertThat(flow.request(parts(newer, fewer)).already()).isFalse();
        assertThat(flow.issue(issue).request()).isEqualTo(Issue.Request.NONE);

        assertThat(flow.request(parts(newer, orders)).already()).isFalse();
        assertThat(flow.issue(issue).request()).isEqualTo(Issue.Request.WITHDRAW);
    }

    @Test
    @DisplayName("Edit – a release of one part's track takes the place of that part's; the others and the order stay")
    void editsOnePart() {
        Issue issue = opened();
        var edited = flow.released(null, Map.of("V1__order.sql", "CREATE TABLE orders (id int PRIMARY KEY);"));

        Issue after = commands.edit(flow.account("developer"), issue.id(), ChangeEdit.release(edited.name()));

        var parts = plans.findById(after.plan()).orElseThrow().parts();
        assertThat(parts).extracting("release").containsExactly(customers.id(), edited.id());
        assertThat(parts).extracting("after").containsExactly(null, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "part-incomplete, '', dev-1/orders_dev, ''",
        "part-order-unknown, ORDERS, dev-1/orders_dev, later",
        "part-named-twice, ORDERS, dev-1/orders_dev, =",
        "target-in-two-parts, ORDERS, dev-1/customers_dev, ''",
        "unknown-target, ORDERS, dev-1/nothing, ''",
    })
    @DisplayName("Bad input – is refused with what is wrong, and nothing is opened")
    void refuses(String code, String release, String target, String after) {
        opened();
        var second = new PartForm(
                after.equals("=") ? "customers" : "",
                release.isEmpty() ? "" : orders.name(),
                List.of(target),
                after.equals("=") ? "" : after);

        assertThatThrownBy(() -> flow.request(List.of(parts(customers, orders).getFirst(), second)))
                .extracting("code")
                .isEqualTo(code);
    }
}
