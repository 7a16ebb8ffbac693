package io.slipway.review;

import io.slipway.project.Accounts;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The one thread of comments on an issue, whichever way they come: forms, the API or the client. */
@Component
public class IssueThread {

    private final Comments comments;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;

    IssueThread(Comments comments, Accounts accounts, Audit audit, Clock clock) {
        this.comments = comments;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Add what an account says; an empty text adds nothing. */
    public void say(long issue, long account, String text) {
        if (!text.isBlank()) {
            add(issue, account, text);
        }
    }

    /** Add what an account says and return it. */
    public Comment add(long issue, long account, String text) {
        Comment comment = comments.save(new Comment(0, issue, account, text, clock.instant()));
        String name = accounts.findById(account).orElseThrow().name();
        audit.record(new Audit.Event(
                "comment-added", name, issue, "comment " + comment.id(), Map.of("characters", text.length())));
        return comment;
    }
}
