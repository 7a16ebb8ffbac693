--liquibase formatted sql

--changeset slipway:0014-audit splitStatements:false
CREATE INDEX audit_event_of_project ON audit_event (project, id);
CREATE INDEX audit_event_of_actor ON audit_event (actor, at);

-- Whoever runs Slipway in another role than the one that makes its tables may add to the record, and no more.
DO $$
DECLARE
    grantee text;
BEGIN
    FOR grantee IN
        SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        FROM pg_class c
        CROSS JOIN LATERAL aclexplode(c.relacl) a
        WHERE c.oid = 'audit_event'::regclass
          AND a.grantee <> c.relowner
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM %s', grantee);
    END LOOP;
END
$$;
