--liquibase formatted sql

--changeset slipway:0010-recovery
ALTER TABLE change_request ALTER COLUMN process_instance_key DROP NOT NULL;
COMMENT ON COLUMN change_request.process_instance_key IS 'Null once its process instance was lost with Zeebe, whose keys come again.';
