--liquibase formatted sql

--changeset slipway:0023-named-targets
ALTER TABLE plan_part ADD COLUMN named text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN plan_part.named IS 'Databases and groups as they were named. Who joins these later is no part of the plan.';
