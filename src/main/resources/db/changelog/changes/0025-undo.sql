--liquibase formatted sql

--changeset slipway:0025-undo
ALTER TABLE revision ADD COLUMN restore text;
COMMENT ON COLUMN revision.restore IS 'The SQL that puts the rows back which the version kept of what it changed; a copy from the target''s ledger.';

CREATE TABLE issue_undo (
    issue  bigint NOT NULL CONSTRAINT issue_undo_once PRIMARY KEY REFERENCES issue,
    source bigint NOT NULL REFERENCES issue
);
COMMENT ON TABLE issue_undo IS 'Which issue takes back what another one brought.';
CREATE INDEX issue_undo_source ON issue_undo (source);
