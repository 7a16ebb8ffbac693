package io.slipway.migrate.script;

import io.slipway.sql.ObjectReference;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementDetail;
import io.slipway.sql.StatementDetail.IndexCreation;
import io.slipway.sql.StatementDetail.IndexDrop;
import io.slipway.sql.StatementDetail.PartitionDetach;
import io.slipway.target.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a statement that runs outside any transaction will leave in the catalogue, in the file's own names. */
public sealed interface Effect {

    /** An index is there and valid. */
    record IndexThere(String table, String index, boolean unique) implements Effect {}

    /** Indexes are gone. */
    record IndexesGone(List<String> indexes) implements Effect {}

    /** A partition stands on its own. */
    record PartitionDetached(String parent, String partition) implements Effect {}

    /** Return the effect that the catalogue can be asked about, if there is one. */
    static @Nullable Effect of(Statement statement) {
        return statement.details().stream().flatMap(Effect::of).findFirst().orElse(null);
    }

    private static Stream<Effect> of(StatementDetail detail) {
        if (detail instanceof IndexCreation creation && !creation.index().isEmpty()) {
            var table = creation.table();
            return Stream.of(new IndexThere(written(table), creation.index(), creation.unique()));
        }
        if (detail instanceof IndexDrop drop) {
            return Stream.of(
                    new IndexesGone(drop.indexes().stream().map(Effect::written).toList()));
        }
        if (detail instanceof PartitionDetach detach) {
            return Stream.of(new PartitionDetached(written(detach.parent()), written(detach.partition())));
        }
        return Stream.empty();
    }

    private static String written(ObjectReference reference) {
        return Stream.of(reference.schema(), reference.name())
                .filter(name -> !name.isEmpty())
                .map(Identifiers::quoted)
                .collect(Collectors.joining("."));
    }
}
