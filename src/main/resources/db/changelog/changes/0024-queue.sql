--liquibase formatted sql

--changeset slipway:0024-queue
ALTER TABLE statement_log ADD COLUMN longest_queue_ms bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN statement_log.longest_queue_ms IS 'How long another session waited behind the statement at most, as far as was seen.';
