package io.slipway.mariadb.script;

import io.slipway.mariadb.script.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which settings a file may make for itself: none that reaches beyond its session or takes the ground from under the ledger. */
final class SessionSettings {

    private static final Set<String> ALLOWED = Set.of(
            "sql_mode",
            "foreign_key_checks",
            "unique_checks",
            "check_constraint_checks",
            "time_zone",
            "timestamp",
            "lock_wait_timeout",
            "innodb_lock_wait_timeout",
            "max_statement_time",
            "max_execution_time",
            "group_concat_max_len",
            "sql_notes",
            "optimizer_switch",
            "alter_algorithm",
            "sort_buffer_size",
            "join_buffer_size",
            "tmp_table_size",
            "max_heap_table_size",
            "explicit_defaults_for_timestamp",
            "system_versioning_alter_history",
            "cte_max_recursion_depth",
            "max_recursive_iterations",
            "div_precision_increment",
            "insert_id",
            "auto_increment_increment",
            "auto_increment_offset",
            "information_schema_stats_expiry");

    private static final Set<String> OF_CHARACTERS =
            Set.of("character_set_client", "character_set_results", "character_set_connection");
    private static final Set<String> OF_SESSION = Set.of("SESSION", "LOCAL");

    private SessionSettings() {}

    /** Tell whether what follows SET changes only what a file may change. */
    static boolean areAllowed(List<Token> behindSet) {
        return new Cursor(behindSet).clauses().stream().allMatch(SessionSettings::isAllowed);
    }

    private static boolean isAllowed(List<Token> clause) {
        var cursor = new Cursor(clause);
        if (cursor.accept("NAMES") || cursor.acceptAll("CHARACTER", "SET") || cursor.accept("CHARSET")) {
            return isUtf8(cursor.peek());
        }
        cursor.acceptOneOf(OF_SESSION);
        var token = cursor.next();
        if (token.kind() == Kind.VARIABLE && !token.text().startsWith("@")) {
            return !token.text().toLowerCase(Locale.ROOT).startsWith(Bans.LEDGER_PREFIX);
        }
        var name = token.text().toLowerCase(Locale.ROOT).replaceFirst("^@(?:(?:session|local)\\.)?", "");
        if (token.kind() != Kind.VARIABLE && !token.isName()) {
            return false;
        }
        if (OF_CHARACTERS.contains(name)) {
            cursor.next();
            return isUtf8(cursor.peek()) || cursor.peek().kind() == Kind.VARIABLE;
        }
        return ALLOWED.contains(name)
                && (cursor.peek().isSymbol('=') || cursor.peek().isSymbol(':'));
    }

    private static boolean isUtf8(Token token) {
        return token.text().toLowerCase(Locale.ROOT).startsWith("utf8");
    }
}
