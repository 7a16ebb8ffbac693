--liquibase formatted sql

--changeset slipway:0015-decision
ALTER TABLE stage ADD COLUMN released_check bigint REFERENCES check_run;
COMMENT ON COLUMN stage.released_check IS 'The check run whose findings the releaser saw, and overrode if there were any: a start with a new ERROR goes back.';

ALTER TABLE approval ADD COLUMN only_in_window text;
COMMENT ON COLUMN approval.only_in_window IS 'The approver''s condition: a maintenance window outside of which nothing starts; null for none.';
