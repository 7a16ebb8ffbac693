--liquibase formatted sql

--changeset slipway:0019-pull-request
CREATE TABLE pull_request_approval (
    issue bigint NOT NULL REFERENCES issue,
    plan bigint NOT NULL REFERENCES plan,
    email text NOT NULL,
    account bigint REFERENCES account,
    PRIMARY KEY (issue, plan, email)
);
COMMENT ON TABLE pull_request_approval IS 'Who approved the pull request, as the pipeline said when it opened the issue. An edit has another plan: what was approved before it does not count.';
COMMENT ON COLUMN pull_request_approval.account IS 'The member this address was mapped to when the issue was opened; null: unmapped.';
CREATE TRIGGER pull_request_approval_never_changes BEFORE UPDATE OR DELETE ON pull_request_approval FOR EACH ROW EXECUTE FUNCTION refuse_change();
