package io.slipway.change.restoration;

import io.slipway.change.ChangeDesk;
import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.task.TaskClaims;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After Slipway's own database was restored, nobody knows what was decided, cancelled or taken back since the backup. So every open issue
 * gets a new plan of the same: schedules end, approvals are void, and its process checks it and asks again. What the targets hold by their
 * ledgers is skipped. Repeated, it asks once more, and loses nothing but decisions.
 */
@Component
public class Restoration {

    private final Issues issues;
    private final Directory directory;
    private final ChangeDesk desk;
    private final Standing standing;
    private final IssueCommands.Told told;
    private final TransactionTemplate transaction;

    Restoration(
            Issues issues,
            Directory directory,
            ChangeDesk desk,
            Standing standing,
            IssueCommands.Told told,
            TransactionTemplate transaction) {
        this.issues = issues;
        this.directory = directory;
        this.desk = desk;
        this.standing = standing;
        this.told = told;
        this.transaction = transaction;
    }

    /**
     * What became of an issue.
     *
     * @param schedules how many starts stood, and stand no more
     * @param problem why it was left as it is, or null
     */
    public record AskedAgain(
            String issue, int schedules, @Nullable String problem) {}

    /** Ask of each open issue again; one that cannot be, as while a target is being migrated, is left and named. */
    public List<AskedAgain> askAgain(Account account) {
        return issues.open().stream()
                .flatMap(issue -> askAgain(account, issue.id()).stream())
                .toList();
    }

    private Optional<AskedAgain> askAgain(Account account, long id) {
        String name = name(id);
        try {
            return Objects.requireNonNull(transaction.execute(status -> issues.lock(id)
                    .filter(issue -> issue.status() == Issue.Status.OPEN)
                    .filter(issue -> issue.request() != Issue.Request.WITHDRAW)
                    .map(issue -> askAgain(account, issue, name))));
        } catch (RejectedException e) {
            return Optional.of(new AskedAgain(name, 0, e.sentence()));
        }
    }

    private AskedAgain askAgain(Account account, Issue issue, String name) {
        standing.requireNobodyAtWork(issue);
        int schedules = standing.end(issue, account);
        told.askedAgain(desk.planAnew(account, issue), account, schedules);
        return new AskedAgain(name, schedules, null);
    }

    private String name(long id) {
        Issue issue = issues.findById(id).orElseThrow();
        return "projects/%s/issues/%d".formatted(directory.projectOf(issue).name(), issue.number());
    }

    /** What still stands of open issues' rollouts. */
    @Component
    static class Standing {

        private static final String TASKS_OF_ISSUE = """
                SELECT t.id
                FROM rollout r
                JOIN stage s ON s.rollout = r.id
                JOIN task t ON t.stage = s.id
                WHERE r.issue = :issue
                """;

        private final JdbcClient jdbc;
        private final Clock clock;

        Standing(JdbcClient jdbc, Clock clock) {
            this.jdbc = jdbc;
            this.clock = clock;
        }

        /** An attempt that beats is of now, not of the backup. */
        private void requireNobodyAtWork(Issue issue) {
            int beating = jdbc.sql(
                            "SELECT count(*) FROM task_run WHERE status = 'RUNNING' AND beat_at > :silent AND task IN (%s)"
                                    .formatted(TASKS_OF_ISSUE))
                    .param("silent", at(clock.instant().minus(TaskClaims.SILENCE)))
                    .param("issue", issue.id())
                    .query(Integer.class)
                    .single();
            if (beating > 0) {
                throw new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "rollout-running",
                        "%d databases of issue %d are being migrated now.".formatted(beating, issue.number()),
                        "Repeat it when they have ended.");
            }
        }

        private int end(Issue issue, Account account) {
            jdbc.sql("UPDATE task_run SET status = 'LOST', ended_at = :now WHERE status = 'RUNNING' AND task IN (%s)"
                            .formatted(TASKS_OF_ISSUE))
                    .param("now", at(clock.instant()))
                    .param("issue", issue.id())
                    .update();
            jdbc.sql("""
                    UPDATE task
                    SET status = CASE status WHEN 'PENDING' THEN 'CANCELED' ELSE 'FAILED' END, code = 'restored', changed_at = :now,
                        sentence = 'Slipway''s database was restored, and the issue asks again.'
                    WHERE status IN ('PENDING', 'RUNNING') AND id IN (%s)
                    """.formatted(TASKS_OF_ISSUE))
                    .param("now", at(clock.instant()))
                    .param("issue", issue.id())
                    .update();
            return jdbc.sql("""
                    UPDATE schedule
                    SET status = 'CANCELED', ended_at = :now, ended_by = :account
                    WHERE status = 'SCHEDULED' AND wave IN (
                        SELECT w.id
                        FROM rollout r
                        JOIN stage s ON s.rollout = r.id
                        JOIN wave w ON w.stage = s.id
                        WHERE r.issue = :issue)
                    """)
                    .param("now", at(clock.instant()))
                    .param("account", account.id())
                    .param("issue", issue.id())
                    .update();
        }

        private static OffsetDateTime at(Instant time) {
            return time.atOffset(ZoneOffset.UTC);
        }
    }
}
