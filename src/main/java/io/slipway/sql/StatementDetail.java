package io.slipway.sql;

import java.util.List;

/** What the executor must know of a statement to find out later whether it took effect. */
public sealed interface StatementDetail {

    /** CREATE INDEX; the name is empty when PostgreSQL chooses it. */
    record IndexCreation(String index, ObjectReference table, boolean concurrently, boolean ifNotExists, boolean unique)
            implements StatementDetail {}

    /** DROP INDEX. */
    record IndexDrop(List<ObjectReference> indexes, boolean concurrently, boolean ifExists)
            implements StatementDetail {}

    /** REINDEX; the target is an index, table or schema, or empty for the whole database. */
    record Reindex(ObjectReference target, boolean concurrently) implements StatementDetail {}

    /** ALTER TABLE … DETACH PARTITION; finalizing ends a concurrent one that was interrupted. */
    record PartitionDetach(ObjectReference parent, ObjectReference partition, boolean concurrently, boolean finalizing)
            implements StatementDetail {}

    /** ALTER TYPE … ADD VALUE. */
    record EnumValueAddition(ObjectReference type, String label, boolean ifNotExists) implements StatementDetail {}

    /**
     * UPDATE or DELETE of one table's rows, and of no other's.
     *
     * @param assigned the columns that an UPDATE sets; none for a DELETE
     */
    record RowChange(ObjectReference table, List<String> assigned, boolean only) implements StatementDetail {

        public boolean deletes() {
            return assigned.isEmpty();
        }
    }

    /** ALTER TABLE … VALIDATE CONSTRAINT. */
    record ConstraintValidation(ObjectReference table, String constraint) implements StatementDetail {}
}
