package io.slipway.target;

import java.util.List;

/** The questions to PostgreSQL's catalogue behind {@link Catalogue}; each yields lines of text that begin with what they are about. */
final class CatalogueQueries {

    /** Schemas of users without kept rows, what extensions brought, and privileges beyond the owner's; takes the ledger's schema, and twice the one to describe or null. */
    static final String OURS = """
            WITH ns AS MATERIALIZED (
                SELECT oid, nspname, nspowner, nspacl
                FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> ?
                  AND (CAST(? AS text) IS NULL OR nspname = ?)
            ), ext AS MATERIALIZED (
                SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
            ), rel AS MATERIALIZED (
                SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name
                FROM pg_class c JOIN ns n ON n.oid = c.relnamespace
                WHERE c.relname !~ '^slipway_backup_'
                  AND NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_class'::regclass AND objid = c.oid)
            )
            """;

    private static final String SCHEMAS = """
            SELECT format('schema %I', nspname) FROM ns
            """;

    private static final String RELATIONS = """
            SELECT concat_ws(' ', 'relation', name, relkind, relpersistence, relreplident, relrowsecurity,
                       relforcerowsecurity, relispartition, a.amname, (SELECT string_agg(o, ',' ORDER BY o)
                       FROM unnest(reloptions) o), pg_get_expr(relpartbound, rel.oid),
                       CASE relkind WHEN 'p' THEN pg_get_partkeydef(rel.oid)
                                    WHEN 'v' THEN pg_get_viewdef(rel.oid) WHEN 'm' THEN pg_get_viewdef(rel.oid) END)
            FROM rel LEFT JOIN pg_am a ON a.oid = relam
            WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
            """;

    private static final String PARENTS = """
            SELECT concat_ws(' ', 'parent', name, inhseqno, inhparent::regclass, to_jsonb(i) ->> 'inhdetachpending')
            FROM rel JOIN pg_inherits i ON inhrelid = rel.oid
            """;

    private static final String COLUMNS = """
            SELECT concat_ws(' ', 'column', name,
                       row_number() OVER (PARTITION BY rel.oid ORDER BY attnum), quote_ident(attname),
                       format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,
                       'identity=' || attidentity::text, 'generated=' || attgenerated::text, 'storage=' || attstorage::text,
                       CASE WHEN attcollation <> 0 THEN attcollation::regcollation::text END, attoptions::text,
                       'default ' || pg_get_expr(adbin, adrelid))
            FROM rel JOIN pg_attribute a ON attrelid = rel.oid AND attnum > 0 AND NOT attisdropped
            LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
            WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
            """;

    private static final String CONSTRAINTS = """
            SELECT concat_ws(' ', 'constraint', coalesce(rel.name, format_type(contypid, NULL)), quote_ident(conname),
                       pg_get_constraintdef(c.oid), 'valid=' || convalidated, 'local=' || conislocal)
            FROM pg_constraint c LEFT JOIN rel ON rel.oid = conrelid
            WHERE rel.oid IS NOT NULL
               OR contypid IN (SELECT t.oid FROM pg_type t JOIN ns ON ns.oid = typnamespace
                               WHERE NOT EXISTS (
                                   SELECT FROM ext WHERE classid = 'pg_type'::regclass AND objid = t.oid))
            """;

    private static final String INDEXES = """
            SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid), 'valid=' || indisvalid,
                       'clustered=' || indisclustered, 'identity=' || indisreplident)
            FROM rel JOIN pg_index i ON indrelid = rel.oid
            WHERE relkind IN ('r', 'p', 'm')
            """;

    private static final String FUNCTIONS = """
            SELECT concat_ws(' ', 'function', p.oid::regprocedure,
                       CASE WHEN prokind = 'a' THEN pg_get_function_result(p.oid)
                           || (SELECT concat_ws(',', aggtransfn, aggfinalfn, aggcombinefn, aggtranstype::regtype, agginitval)
                               FROM pg_aggregate WHERE aggfnoid = p.oid)
                       ELSE pg_get_functiondef(p.oid) END)
            FROM pg_proc p JOIN ns ON ns.oid = pronamespace
            WHERE NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
            """;

    private static final String TYPES = """
            SELECT concat_ws(' ', 'type', format_type(t.oid, NULL), typtype, format_type(nullif(typbasetype, 0), typtypmod),
                       CASE WHEN typnotnull THEN 'not null' END, 'default ' || typdefault,
                       (SELECT string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder)
                        FROM pg_enum WHERE enumtypid = t.oid),
                       (SELECT concat_ws(' ', format_type(rngsubtype, NULL), nullif(rngsubdiff, 0)::regproc,
                                         nullif(rngcanonical, 0)::regproc) FROM pg_range WHERE rngtypid = t.oid))
            FROM pg_type t JOIN ns ON ns.oid = typnamespace
            WHERE typtype IN ('d', 'e', 'r')
              AND NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_type'::regclass AND objid = t.oid)
            """;

    private static final String TRIGGERS = """
            SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), 'enabled=' || tgenabled::text)
            FROM rel JOIN pg_trigger t ON tgrelid = rel.oid AND NOT tgisinternal
            """;

    private static final String RULES = """
            SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid), 'enabled=' || ev_enabled::text)
            FROM rel JOIN pg_rewrite r ON ev_class = rel.oid AND rulename <> '_RETURN'
            """;

    private static final String POLICIES = """
            SELECT concat_ws(' ', 'policy', name, quote_ident(polname), polcmd, polpermissive,
                       (SELECT string_agg(coalesce(rolname, 'public'), ',' ORDER BY rolname)
                        FROM unnest(polroles) r LEFT JOIN pg_roles ON pg_roles.oid = r),
                       'using ' || pg_get_expr(polqual, polrelid), 'check ' || pg_get_expr(polwithcheck, polrelid))
            FROM rel JOIN pg_policy p ON polrelid = rel.oid
            """;

    private static final String SEQUENCES = """
            SELECT concat_ws(' ', 'sequence', name, seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache,
                       seqcycle, (SELECT concat_ws(' ', deptype, (pg_identify_object(refclassid, refobjid, refobjsubid)).identity)
                                  FROM pg_depend
                                  WHERE classid = 'pg_class'::regclass AND objid = rel.oid AND deptype IN ('a', 'i')
                                    AND refclassid = 'pg_class'::regclass AND refobjsubid > 0))
            FROM rel JOIN pg_sequence ON seqrelid = rel.oid
            """;

    private static final String STATISTICS = """
            SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid))
            FROM pg_statistic_ext s JOIN ns ON ns.oid = stxnamespace
            """;

    private static final String EXTENSIONS = """
            SELECT concat_ws(' ', 'extension', quote_ident(extname), extversion, extnamespace::regnamespace)
            FROM pg_extension
            """;

    /** What is rare is told by its full name alone. */
    private static final String OTHERS = """
            SELECT concat_ws(' ', 'other', i.type, i.identity)
            FROM (
                SELECT 'pg_operator'::regclass, oid FROM pg_operator
                UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
                UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
                UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
                UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
                UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
                UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
                UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
                UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
                UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
                UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
            ) o (class, oid), LATERAL pg_identify_object(o.class, o.oid, 0) i
            WHERE o.oid >= 16384
              AND NOT EXISTS (SELECT FROM ext WHERE classid = o.class AND objid = o.oid)
            """;

    private static final String COMMENTS = """
            SELECT concat_ws(' ', 'comment', i.type, i.identity, quote_literal(description))
            FROM pg_description d, LATERAL pg_identify_object(classoid, objoid, objsubid) i
            WHERE objoid >= 16384 AND i.schema IS DISTINCT FROM 'pg_catalog'
              AND i.schema IS DISTINCT FROM 'information_schema'
              AND NOT EXISTS (SELECT FROM ext WHERE classid = classoid AND objid = objoid)
              AND classoid <> 'pg_extension'::regclass
              AND (i.schema IS NULL OR i.schema IN (SELECT quote_ident(nspname) FROM ns) OR i.schema IN (SELECT nspname FROM ns))
            """;

    private static final String GRANTS = """
            SELECT concat_ws(' ', 'grant', o.what, coalesce(r.rolname, 'public'), a.privilege_type,
                       CASE WHEN a.is_grantable THEN 'grantable' END)
            FROM (
                SELECT 'relation ' || name, relowner,
                       coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))
                FROM rel WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                UNION ALL
                SELECT format('column %s.%I', name, attname), relowner, attacl
                FROM rel JOIN pg_attribute ON attrelid = rel.oid WHERE attacl IS NOT NULL AND NOT attisdropped
                UNION ALL
                SELECT format('schema %I', nspname), nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM ns
                UNION ALL
                SELECT 'function ' || p.oid::regprocedure, proowner, coalesce(proacl, acldefault('f', proowner))
                FROM pg_proc p JOIN ns ON ns.oid = pronamespace
                WHERE NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
                UNION ALL
                SELECT 'type ' || format_type(t.oid, NULL), typowner, coalesce(typacl, acldefault('T', typowner))
                FROM pg_type t JOIN ns ON ns.oid = typnamespace
                WHERE typtype IN ('d', 'e', 'r')
                  AND NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_type'::regclass AND objid = t.oid)
                UNION ALL
                SELECT concat_ws(' ', 'default', nullif(defaclnamespace, 0)::regnamespace, defaclobjtype),
                       defaclrole, defaclacl
                FROM pg_default_acl
                WHERE defaclnamespace = 0 OR defaclnamespace IN (SELECT oid FROM ns)
            ) o (what, owner, acl), LATERAL aclexplode(acl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
            WHERE a.grantee <> o.owner
            """;

    static final List<String> ALL = List.of(
            SCHEMAS,
            RELATIONS,
            PARENTS,
            COLUMNS,
            CONSTRAINTS,
            INDEXES,
            FUNCTIONS,
            TYPES,
            TRIGGERS,
            RULES,
            POLICIES,
            SEQUENCES,
            STATISTICS,
            EXTENSIONS,
            OTHERS,
            COMMENTS,
            GRANTS);

    private CatalogueQueries() {}
}
