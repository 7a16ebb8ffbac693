--liquibase formatted sql

--changeset slipway:0012-web-session
CREATE TABLE web_session (
    hash         text PRIMARY KEY,
    access_token bigint      NOT NULL REFERENCES access_token ON DELETE CASCADE,
    token_hash   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE web_session IS 'Who is logged in to the web pages, whichever server they reach; a session is good only as long as its access token is.';
COMMENT ON COLUMN web_session.hash IS 'SHA-256 of the 256 random bits in the cookie, in hex; the cookie itself is never stored.';
COMMENT ON COLUMN web_session.token_hash IS 'The access token''s hash at login: a token that was renewed under the same name ends its sessions.';
CREATE INDEX web_session_of_token ON web_session (access_token);
