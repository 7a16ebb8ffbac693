--liquibase formatted sql

--changeset slipway:0017-catch-up
ALTER TABLE stage ADD COLUMN skip_role text;
COMMENT ON COLUMN stage.skip_role IS 'The role whose word, with a reason, leaves this stage out; null where the policy leaves nothing out.';

CREATE TABLE catch_up (
    task           bigint PRIMARY KEY REFERENCES task,
    left_out_by    bigint      NOT NULL REFERENCES account,
    reason         text        NOT NULL CONSTRAINT catch_up_has_a_reason CHECK (reason <> ''),
    left_out_at    timestamptz NOT NULL,
    issue          bigint REFERENCES issue,
    settled_by     bigint REFERENCES account,
    settled_reason text CONSTRAINT catch_up_is_settled_with_a_reason CHECK (settled_reason <> ''),
    settled_at     timestamptz,
    CONSTRAINT catch_up_is_settled_by_somebody CHECK (num_nonnulls(settled_by, settled_reason, settled_at) IN (0, 3))
);
COMMENT ON TABLE catch_up IS 'A target that a stage was left out on: later releases of the track are refused there until it holds the same versions, or somebody says why not.';
COMMENT ON COLUMN catch_up.issue IS 'The issue that was opened last to catch up.';
