--liquibase formatted sql

--changeset slipway:0021-succession
CREATE TABLE issue_succession (
    issue     bigint PRIMARY KEY REFERENCES issue,
    successor bigint NOT NULL REFERENCES issue,
    CONSTRAINT issue_is_succeeded_by_a_later_one CHECK (successor > issue)
);
COMMENT ON TABLE issue_succession IS 'Issues that were closed since a newer release took their place before anything had started.';
ALTER TABLE start_token ADD COLUMN process_instance_key bigint;
COMMENT ON COLUMN start_token.process_instance_key IS 'The process that used it, so that a repeated start is told what it has opened.';
CREATE INDEX plan_target_of_database ON plan_target (database);
CREATE INDEX task_running ON task (plan_target) WHERE status = 'RUNNING';
