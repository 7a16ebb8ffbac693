package io.slipway.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Migrations that nobody here wrote: those of the published product Conductor, in the order of their versions. */
public final class ConductorMigrations {

    private static final List<String> NAMES = List.of(
            "V1__initial_schema",
            "V2__1009_Fix_PostgresExecutionDAO_Index",
            "V3__correlation_id_index",
            "V4__new_qm_index_with_priority",
            "V5__new_queue_message_pk",
            "V6__update_pk",
            "V7__new_qm_index_desc_priority",
            "V8__indexing");

    private ConductorMigrations() {}

    /** Return the text of each file by its path. */
    public static Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        NAMES.stream().map("db/migration_postgres/%s.sql"::formatted).forEach(path -> files.put(path, text(path)));
        return files;
    }

    private static String text(String path) {
        try (var in = ConductorMigrations.class.getClassLoader().getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
