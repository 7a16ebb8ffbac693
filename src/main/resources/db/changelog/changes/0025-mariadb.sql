--liquibase formatted sql

--changeset slipway:0025-mariadb
ALTER TABLE instance DROP CONSTRAINT instance_engine_is_known;
ALTER TABLE instance ADD CONSTRAINT instance_engine_is_known CHECK (engine IN ('POSTGRESQL', 'MARIADB'));
