package io.slipway.review;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes people's answers to questions. The first valid answer counts; a refused one is a result: the question is asked again with the
 * reason, and nothing of the answer stays.
 */
@Component
public class Answers {

    /** Whom the record names where it cannot be told who answered. */
    public static final String UNKNOWN = "unknown";

    private final Asks asks;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Answers(Asks asks, Audit audit, TransactionTemplate transaction) {
        this.asks = asks;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Apply an answer in one transaction, or record why it is refused.
     *
     * @param id the question that was answered
     * @param asked what the process may answer: another question is left alone
     * @param actor who answered, or empty if nobody that Slipway knows
     */
    public void take(UUID id, Asked asked, Optional<Account> actor, BiConsumer<Ask, Account> answer) {
        try {
            transaction.executeWithoutResult(status -> asks.lock(id)
                    .filter(ask -> ask.status() == Ask.Status.OPEN && asked.matches(ask))
                    .ifPresent(ask -> {
                        Account account = actor.orElseThrow(Answers::nobody);
                        answer.accept(ask, account);
                        asks.answered(id, account.id());
                    }));
        } catch (RejectedException e) {
            asks.refused(id, actor.map(Account::id).orElse(null), e.sentence());
            audit.refused(new Audit.Refusal(
                    actor.map(Account::name).orElse(UNKNOWN),
                    asks.issueOf(id),
                    "answer-" + asked.kind().name().toLowerCase(Locale.ROOT),
                    asked.subjectName(),
                    e));
        }
    }

    /** The kind and subject of the questions that a process instance may answer. */
    public record Asked(Ask.Kind kind, long subject) {
        boolean matches(Ask ask) {
            Long of = switch (kind) {
                case EDIT -> ask.issue();
                case PROMOTE, APPROVE, RELEASE -> ask.stage();
                case RESOLVE -> ask.wave();
            };
            return ask.kind() == kind && of != null && of == subject;
        }

        private String subjectName() {
            return switch (kind) {
                case EDIT -> "issue";
                case PROMOTE, APPROVE, RELEASE -> "stage " + subject;
                case RESOLVE -> "wave " + subject;
            };
        }
    }

    /** Law 6: no actor, or one that Slipway does not know: refused. */
    public static RejectedException nobody() {
        return new RejectedException(
                RejectedException.Reason.FORBIDDEN,
                "unknown-actor",
                "It cannot be told which member decided.",
                "Let a member of the project decide in Tasklist, under their own login.");
    }
}
