-- Runs once, when the volume is empty: a database for Camunda, and one for Slipway with two roles. 'slipway_owner' makes and changes
-- the tables when the server starts; 'slipway' is all that the running server is, and can neither make nor drop a table.
\getenv camunda_password CAMUNDA_DATABASE_PASSWORD
\getenv owner_password SLIPWAY_DATABASE_OWNER_PASSWORD
\getenv runtime_password SLIPWAY_DATABASE_PASSWORD

CREATE ROLE camunda LOGIN PASSWORD :'camunda_password';
CREATE DATABASE camunda OWNER camunda;
REVOKE ALL ON DATABASE camunda FROM PUBLIC;

CREATE ROLE slipway_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE slipway LOGIN PASSWORD :'runtime_password';
CREATE DATABASE slipway OWNER slipway_owner;
REVOKE ALL ON DATABASE slipway FROM PUBLIC;
GRANT CONNECT ON DATABASE slipway TO slipway;

\connect slipway

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO slipway;
ALTER DEFAULT PRIVILEGES FOR ROLE slipway_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO slipway;
ALTER DEFAULT PRIVILEGES FOR ROLE slipway_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO slipway;
