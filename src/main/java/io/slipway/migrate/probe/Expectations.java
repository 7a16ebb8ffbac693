package io.slipway.migrate.probe;

import io.slipway.migrate.probe.Expectation.Detached;
import io.slipway.migrate.probe.Expectation.NewIndex;
import io.slipway.migrate.probe.Expectation.NoIndexes;
import io.slipway.migrate.probe.Expectation.Unverifiable;
import io.slipway.migrate.script.Effect;
import io.slipway.migrate.script.Effect.IndexThere;
import io.slipway.migrate.script.Effect.IndexesGone;
import io.slipway.migrate.script.Effect.PartitionDetached;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up what a statement's names mean in its session, right before it runs. */
public final class Expectations {

    private Expectations() {}

    public static Expectation of(Connection connection, @Nullable Effect effect) throws SQLException {
        return switch (effect) {
            case null -> new Unverifiable();
            case IndexThere index -> newIndex(connection, index);
            case IndexesGone gone -> noIndexes(connection, gone.indexes());
            case PartitionDetached detached -> detached(connection, detached);
        };
    }

    private static Expectation newIndex(Connection connection, IndexThere effect) throws SQLException {
        var table = oid(connection, effect.table());
        if (table.isEmpty()) {
            return new Unverifiable();
        }
        var namespace = Rows.number(connection, """
                SELECT relnamespace::pg_catalog.int8
                FROM pg_catalog.pg_class
                WHERE oid OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                """, table.get());
        var before = Rows.list(connection, """
                SELECT oid::pg_catalog.int8
                FROM pg_catalog.pg_class
                WHERE relnamespace OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                  AND relname OPERATOR(pg_catalog.=) ?::pg_catalog.name
                """, row -> row.getLong(1), namespace, effect.index());
        return new NewIndex(table.get(), namespace, effect.unique(), before, effect.index());
    }

    private static Expectation noIndexes(Connection connection, List<String> names) throws SQLException {
        var found = new ArrayList<Long>();
        for (var name : names) {
            oid(connection, name).ifPresent(found::add);
        }
        return new NoIndexes(List.copyOf(found));
    }

    private static Expectation detached(Connection connection, PartitionDetached effect) throws SQLException {
        var parent = oid(connection, effect.parent());
        var partition = oid(connection, effect.partition());
        return parent.isPresent() && partition.isPresent()
                ? new Detached(parent.get(), partition.get())
                : new Unverifiable();
    }

    private static Optional<Long> oid(Connection connection, String name) throws SQLException {
        return Rows.first(
                        connection,
                        "SELECT pg_catalog.to_regclass(?)::pg_catalog.oid::pg_catalog.int8",
                        row -> row.getLong(1),
                        name)
                .filter(oid -> oid != 0);
    }
}
