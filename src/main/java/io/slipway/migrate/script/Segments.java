package io.slipway.migrate.script;

import io.slipway.migrate.script.FileStatement.Nature;
import java.util.ArrayList;
import java.util.List;

/** Cuts a file at its transaction boundaries, in its own order. */
final class Segments {

    private final String path;
    private final List<Segment> cut = new ArrayList<>();
    private final List<FileStatement> open = new ArrayList<>();
    private boolean inBlock;

    private Segments(String path) {
        this.path = path;
    }

    /** Return the segments of a file; a file without statements has one empty segment, which records it. */
    static List<Segment> of(String path, List<FileStatement> statements) {
        var segments = new Segments(path);
        statements.forEach(segments::add);
        return segments.finish(statements);
    }

    private void add(FileStatement statement) {
        switch (statement.nature()) {
            case BEGIN -> begin(statement);
            case COMMIT -> {
                close();
                inBlock = false;
            }
            case TRANSACTIONAL -> open.add(statement);
            case COMMITTED_ALONE -> addAlone(statement);
            case IN_PLACE -> {
                if (inBlock) {
                    throw refused(
                            statement,
                            "non-transactional-in-block",
                            "cannot run between BEGIN and COMMIT",
                            "Move it before BEGIN or after COMMIT.");
                }
                addAlone(statement);
            }
        }
    }

    private void begin(FileStatement statement) {
        if (inBlock) {
            throw refused(statement, "nested-transaction", "opens a transaction inside another", "Remove it.");
        }
        close();
        inBlock = true;
    }

    private void addAlone(FileStatement statement) {
        if (inBlock) {
            open.add(statement);
            return;
        }
        close();
        open.add(statement);
        close();
    }

    private void close() {
        if (!open.isEmpty()) {
            var inPlace = open.getFirst().nature() == Nature.IN_PLACE;
            cut.add(new Segment(cut.size() + 1, inPlace, false, List.copyOf(open)));
            open.clear();
        }
    }

    private List<Segment> finish(List<FileStatement> statements) {
        if (inBlock) {
            throw refused(
                    statements.getLast(),
                    "transaction-not-closed",
                    "ends the file inside a transaction, which would be rolled back",
                    "Add COMMIT at its end.");
        }
        close();
        if (cut.isEmpty()) {
            return List.of(new Segment(1, false, true, List.of()));
        }
        var last = cut.removeLast();
        cut.add(new Segment(last.position(), last.inPlace(), true, last.statements()));
        return List.copyOf(cut);
    }

    private ScriptRefusedException refused(FileStatement statement, String code, String what, String help) {
        return ScriptRefusedException.at(path, statement.position(), statement.line(), code, what, help);
    }
}
