--liquibase formatted sql

--changeset slipway:0020-release-check
CREATE TABLE release_check (
    project bigint NOT NULL REFERENCES project,
    track text NOT NULL,
    digest text NOT NULL,
    vcs_commit text,
    url text,
    targets integer NOT NULL,
    errors integer NOT NULL,
    warnings integer NOT NULL,
    findings jsonb NOT NULL,
    checked_at timestamptz NOT NULL,
    PRIMARY KEY (project, track, digest)
);
COMMENT ON TABLE release_check IS 'The newest check of files that were no release yet, as of a pull request. It decides nothing: an issue rests on its own checks.';
COMMENT ON COLUMN release_check.digest IS 'Of the track and each file''s path and hash, whatever commit they come from, so that a later release is found to have the same files.';
