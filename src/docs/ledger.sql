-- Makes Slipway's ledger in a database, run there by a role that may SET ROLE to the migrator's.
-- Put your own names for slipway_migrator and slipway_reader. Written by LedgerScriptTest from the ledger's source.
BEGIN;
CREATE SCHEMA slipway AUTHORIZATION slipway_migrator;
REVOKE ALL ON SCHEMA slipway FROM PUBLIC;
SET LOCAL ROLE slipway_migrator;
CREATE TABLE slipway.ledger (
    one               pg_catalog.bool NOT NULL DEFAULT true CONSTRAINT ledger_once PRIMARY KEY CHECK (one),
    version           pg_catalog.int4 NOT NULL,
    system_identifier pg_catalog.text,
    database_oid      pg_catalog.oid NOT NULL,
    database_name     pg_catalog.text NOT NULL,
    created_at        pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE TABLE slipway.fence (
    scope pg_catalog.text NOT NULL CONSTRAINT fence_one_per_scope PRIMARY KEY,
    epoch pg_catalog.int8 NOT NULL
);
CREATE TABLE slipway.revision (
    scope      pg_catalog.text NOT NULL,
    track      pg_catalog.text NOT NULL,
    version    pg_catalog.text NOT NULL,
    kind       pg_catalog.text NOT NULL,
    path       pg_catalog.text NOT NULL,
    sha256     pg_catalog.text NOT NULL,
    release    pg_catalog.text NOT NULL,
    task       pg_catalog.text NOT NULL,
    applied_by pg_catalog.text NOT NULL,
    applied_at pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    epoch      pg_catalog.int8 NOT NULL,
    CONSTRAINT revision_once_per_version PRIMARY KEY (scope, track, version)
);
CREATE TABLE slipway.segment (
    scope         pg_catalog.text NOT NULL,
    track         pg_catalog.text NOT NULL,
    version       pg_catalog.text NOT NULL,
    position      pg_catalog.int4 NOT NULL,
    sha256        pg_catalog.text NOT NULL,
    state         pg_catalog.text NOT NULL,
    epoch         pg_catalog.int8 NOT NULL,
    backend_pid   pg_catalog.int4 NOT NULL,
    backend_start pg_catalog.timestamptz NOT NULL,
    expectation   pg_catalog.text,
    started_at    pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    done_at       pg_catalog.timestamptz,
    refused_at    pg_catalog.timestamptz,
    CONSTRAINT segment_once_per_position PRIMARY KEY (scope, track, version, position)
);
INSERT INTO slipway.ledger (version, database_oid, database_name)
SELECT 0, oid, datname
FROM pg_catalog.pg_database
WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database();

ALTER TABLE slipway.segment ADD COLUMN restore pg_catalog.text;
REVOKE ALL ON ALL TABLES IN SCHEMA slipway FROM PUBLIC;
UPDATE slipway.ledger
SET version = 2, system_identifier = (SELECT system_identifier::text FROM pg_catalog.pg_control_system());
GRANT USAGE ON SCHEMA slipway TO slipway_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA slipway TO slipway_reader;
COMMIT;
