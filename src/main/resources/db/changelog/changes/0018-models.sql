--liquibase formatted sql

--changeset slipway:0018-models
ALTER TABLE process_binding ADD COLUMN model_version integer;
COMMENT ON COLUMN process_binding.model_version IS
    'The version of DatabaseChange that an issue''s process instance runs by; null: not known yet, or a stage''s or wave''s process.';

CREATE TABLE model_policy (
    definition_key bigint PRIMARY KEY,
    approval_key   bigint      NOT NULL,
    rollout_key    bigint      NOT NULL,
    seen_at        timestamptz NOT NULL
);
COMMENT ON TABLE model_policy IS
    'The versions of the decision tables that came with a version of StageRollout: stages that run by it are held to them, not to newer ones.';
