package io.slipway.sql;

import static io.slipway.sql.Parsing.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sql.ObjectReference.Type;
import io.slipway.sql.ObjectReference.Use;
import org.junit.jupiter.api.Test;

class StatementDetailTest {

    private static ObjectReference altered(String schema, String name, Type type) {
        return new ObjectReference(schema, name, type, Use.ALTERED);
    }

    @Test
    void readsConcurrentIndex() {
        Script script = Parsing.script("""
                SET lock_timeout = 0;
                CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Ix" ON s.t USING gin (data jsonb_path_ops);
                CREATE INDEX ON t (a);
                """);
        Statement concurrent = script.statements().get(1);
        assertThat(concurrent.detail(StatementDetail.IndexCreation.class))
                .contains(new StatementDetail.IndexCreation("Ix", altered("s", "t", Type.TABLE), true, true, true));
        assertThat(concurrent.transactionality()).isEqualTo(Transactionality.NON_TRANSACTIONAL);
        assertThat(script.statements().get(2).details())
                .containsExactly(
                        new StatementDetail.IndexCreation("", altered("", "t", Type.TABLE), false, false, false));
    }

    @Test
    void readsDroppedIndexes() {
        assertThat(statement("DROP INDEX CONCURRENTLY IF EXISTS s.i").details()).satisfiesExactly(detail -> {
            StatementDetail.IndexDrop drop = (StatementDetail.IndexDrop) detail;
            assertThat(drop.indexes())
                    .extracting(ObjectReference::qualifiedName)
                    .containsExactly("s.i");
            assertThat(drop.concurrently() && drop.ifExists()).isTrue();
        });
        assertThat(statement("DROP TABLE t").details()).isEmpty();
    }

    @Test
    void readsReindex() {
        assertThat(statement("REINDEX INDEX CONCURRENTLY s.i").details())
                .containsExactly(new StatementDetail.Reindex(altered("s", "i", Type.INDEX), true));
        assertThat(statement("REINDEX SCHEMA s").details())
                .containsExactly(new StatementDetail.Reindex(altered("", "s", Type.SCHEMA), false));
    }

    @Test
    void readsDetachedPartition() {
        assertThat(statement("ALTER TABLE p DETACH PARTITION x.q CONCURRENTLY").details())
                .containsExactly(new StatementDetail.PartitionDetach(
                        altered("", "p", Type.TABLE), altered("x", "q", Type.TABLE), true, false));
        assertThat(statement("ALTER TABLE p DETACH PARTITION q FINALIZE").details())
                .containsExactly(new StatementDetail.PartitionDetach(
                        altered("", "p", Type.TABLE), altered("", "q", Type.TABLE), false, true));
    }

    @Test
    void readsNewEnumLabel() {
        Statement addition = statement("ALTER TYPE s.e ADD VALUE IF NOT EXISTS 'new' BEFORE 'old'");
        assertThat(addition.details())
                .containsExactly(new StatementDetail.EnumValueAddition(altered("s", "e", Type.TYPE), "new", true));
        assertThat(addition.kind()).isEqualTo(StatementKind.ADD_ENUM_VALUE);
        assertThat(addition.transactionality()).isEqualTo(Transactionality.COMMIT_BEFORE_USE);
        assertThat(statement("ALTER TYPE e RENAME VALUE 'a' TO 'b'").details()).isEmpty();
    }

    @Test
    void readsValidatedConstraint() {
        assertThat(statement("ALTER TABLE s.t VALIDATE CONSTRAINT c").details())
                .containsExactly(new StatementDetail.ConstraintValidation(altered("s", "t", Type.TABLE), "c"));
    }
}
