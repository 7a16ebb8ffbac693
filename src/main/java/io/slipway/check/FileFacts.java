package io.slipway.check;

import io.slipway.check.rules.CheckedFile;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementKind;
import java.util.EnumSet;
import java.util.Set;

/** What a file's statements are, and how much harm they could do. */
record FileFacts(Set<StatementClass> classes, Risk risk) {

    private static final Set<StatementKind> ONLY_ADDING = EnumSet.of(
            StatementKind.CREATE_TABLE,
            StatementKind.CREATE_TABLE_AS,
            StatementKind.CREATE_VIEW,
            StatementKind.CREATE_MATERIALIZED_VIEW,
            StatementKind.CREATE_SEQUENCE,
            StatementKind.CREATE_SCHEMA,
            StatementKind.CREATE_TYPE,
            StatementKind.ADD_ENUM_VALUE,
            StatementKind.COMMENT);

    /** What holds where nothing is pending. */
    static final FileFacts NONE = new FileFacts(Set.of(), Risk.LOW);

    static FileFacts of(CheckedFile file) {
        if (!file.parsed().isUnderstood()) {
            return new FileFacts(EnumSet.of(StatementClass.OTHER), Risk.HIGH);
        }
        var classes = EnumSet.noneOf(StatementClass.class);
        var risk = Risk.LOW;
        for (Statement statement : file.parsed().statements()) {
            addClasses(statement, classes);
            risk = higher(risk, risk(statement));
        }
        return new FileFacts(classes, risk);
    }

    /** Put together what two files do. */
    FileFacts and(FileFacts other) {
        var both = EnumSet.noneOf(StatementClass.class);
        both.addAll(classes);
        both.addAll(other.classes);
        return new FileFacts(both, higher(risk, other.risk));
    }

    private static Risk higher(Risk one, Risk other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void addClasses(Statement statement, Set<StatementClass> classes) {
        switch (statement.kind().group()) {
            case DEFINITION, PRIVILEGE -> classes.add(StatementClass.DDL);
            case DATA -> classes.add(StatementClass.DML);
            case QUERY, CODE, MAINTENANCE, CLUSTER_WIDE -> classes.add(StatementClass.OTHER);
            case TRANSACTION, SESSION -> {}
        }
        if (statement.isDestructive()) {
            classes.add(StatementClass.DESTRUCTIVE);
        }
    }

    private static Risk risk(Statement statement) {
        if (statement.isDestructive()) {
            return Risk.HIGH;
        }
        return switch (statement.kind().group()) {
            case CODE, CLUSTER_WIDE -> Risk.HIGH;
            case TRANSACTION, SESSION -> Risk.LOW;
            case DEFINITION, DATA, QUERY, PRIVILEGE, MAINTENANCE ->
                ONLY_ADDING.contains(statement.kind()) ? Risk.LOW : Risk.MODERATE;
        };
    }
}
