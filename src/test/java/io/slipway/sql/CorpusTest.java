package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the migrations of a real project, Netflix Conductor. */
class CorpusTest {

    @Test
    void readsEveryMigrationOfConductor() throws IOException {
        Resource[] files =
                new PathMatchingResourcePatternResolver().getResources("classpath:db/migration_postgres/V*.sql");
        Map<String, Integer> counts = new TreeMap<>();
        for (Resource file : files) {
            Script script = Parsing.script(file.getContentAsString(StandardCharsets.UTF_8));
            counts.put(file.getFilename(), script.statements().size());
        }
        assertThat(counts)
                .containsExactly(
                        Map.entry("V1__initial_schema.sql", 34),
                        Map.entry("V2__1009_Fix_PostgresExecutionDAO_Index.sql", 2),
                        Map.entry("V3__correlation_id_index.sql", 2),
                        Map.entry("V4__new_qm_index_with_priority.sql", 2),
                        Map.entry("V5__new_queue_message_pk.sql", 4),
                        Map.entry("V6__update_pk.sql", 52),
                        Map.entry("V7__new_qm_index_desc_priority.sql", 2),
                        Map.entry("V8__indexing.sql", 18));
    }
}
