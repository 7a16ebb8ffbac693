package io.slipway.target.ledger;

/** Asks whether there is anything in a database that the system, its extensions and the ledger did not put there. */
final class UserObjects {

    /** Takes the ledger's schema, then the scope twice. */
    static final String QUERY = """
            WITH outside AS (
                SELECT oid
                FROM pg_catalog.pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> ?
                  AND (? = '' OR nspname = ?)
            ), member AS (
                SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
            )
            SELECT EXISTS (
                SELECT FROM pg_catalog.pg_class c
                WHERE c.relnamespace IN (SELECT oid FROM outside)
                  AND ('pg_catalog.pg_class'::pg_catalog.regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
            ) OR EXISTS (
                SELECT FROM pg_catalog.pg_proc p
                WHERE p.pronamespace IN (SELECT oid FROM outside)
                  AND ('pg_catalog.pg_proc'::pg_catalog.regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
            ) OR EXISTS (
                SELECT FROM pg_catalog.pg_type t
                WHERE t.typnamespace IN (SELECT oid FROM outside) AND t.typelem = 0 AND t.typtype <> 'm'
                  AND ('pg_catalog.pg_type'::pg_catalog.regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
                  AND NOT EXISTS (
                      SELECT FROM pg_catalog.pg_class c
                      WHERE c.reltype = t.oid
                        AND ('pg_catalog.pg_class'::pg_catalog.regclass, c.oid) IN (SELECT classid, objid FROM member))
            )
            """;

    private UserObjects() {}
}
