package io.slipway.cli.report.ci;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The one comment of ours in a thread, which is written anew each time: it is known by its hidden first line. */
final class OneComment {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;

    private final Rest rest;
    private final String thread;
    private final String single;
    private final String update;

    /**
     * Look for it in a thread.
     *
     * @param thread the path of its comments
     * @param single the path of one of them, without its id
     * @param update the method that changes one
     */
    OneComment(Rest rest, String thread, String single, String update) {
        this.rest = rest;
        this.thread = thread;
        this.single = single;
        this.update = update;
    }

    void write(Markdown body) {
        var text = Map.of("body", body.text());
        for (var page = 1; page <= MOST_PAGES; page++) {
            var comments = rest.get("%s?per_page=%d&page=%d".formatted(thread, PAGE, page));
            var own = comments.valueStream()
                    .filter(comment -> isOurs(comment, body))
                    .findFirst();
            if (own.isPresent()) {
                rest.send(update, "%s/%s".formatted(single, own.get().at("/id").asString("")), text);
                return;
            }
            if (comments.size() < PAGE) {
                break;
            }
        }
        rest.send("POST", thread, text);
    }

    /** Somebody who quotes the comment has the line too, but not at the start. */
    private static boolean isOurs(JsonNode comment, Markdown body) {
        return comment.at("/body").asString("").startsWith(body.marker());
    }
}
