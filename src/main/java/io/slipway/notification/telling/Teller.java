package io.slipway.notification.telling;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at what happened and tells of it, a transaction for each thing, so that one that cannot be told of keeps no other back. */
@Component
public class Teller {

    private static final int MOST_PER_ROUND = 1000;

    private final Sources sources;
    private final Records records;
    private final Questions questions;
    private final Starts starts;
    private final Notifications notifications;
    private final TransactionTemplate transaction;

    Teller(
            Sources sources,
            Records records,
            Questions questions,
            Starts starts,
            Notifications notifications,
            TransactionTemplate transaction) {
        this.sources = sources;
        this.records = records;
        this.questions = questions;
        this.starts = starts;
        this.notifications = notifications;
        this.transaction = transaction;
    }

    /** Make a round. */
    public void tell() {
        starts.happenings().forEach(start -> transaction.executeWithoutResult(status -> notifications.tell(start)));
        var source = sources.take();
        for (int seen = 0; source.isPresent() && seen < MOST_PER_ROUND; seen++) {
            tell(source.get());
            source = sources.take();
        }
        questions.late().forEach(late -> transaction.executeWithoutResult(status -> notifications.tell(late)));
    }

    private void tell(Sources.Source source) {
        transaction.executeWithoutResult(status -> {
            if (source.auditEvent() != null) {
                records.happening(source.auditEvent()).ifPresent(notifications::tell);
            }
            if (source.ask() != null) {
                questions.happening(source.ask()).ifPresent(notifications::tell);
            }
            sources.done(source);
        });
    }
}
