package io.slipway.sql;

import io.slipway.sql.text.Comments;
import java.util.ArrayList;
import java.util.List;

/** Reads the comments between two statements, where the grammar leaves room for nothing but blanks, semicolons and comments. */
final class CommentReader {

    private final ScriptText script;
    private final String text;
    private final List<Comment> comments = new ArrayList<>();

    CommentReader(ScriptText script) {
        this.script = script;
        this.text = script.text();
    }

    void read(int from, int to) {
        int position = from;
        while (position < to) {
            if (text.startsWith("--", position)) {
                position = readLine(position);
            } else if (text.startsWith("/*", position)) {
                position = readBlock(position);
            } else {
                position++;
            }
        }
    }

    private int readLine(int start) {
        int end = Comments.endOfLine(text, start);
        add(start, end, end);
        return end;
    }

    private int readBlock(int start) {
        int end = Comments.endOfBlock(text, start);
        add(start, end - 2, end);
        return end;
    }

    private void add(int start, int contentEnd, int end) {
        int from = start + 2;
        String content = text.substring(from, Math.min(Math.max(from, contentEnd), end));
        comments.add(new Comment(content.strip(), start, script.line(start)));
    }

    List<Comment> comments() {
        return comments;
    }
}
