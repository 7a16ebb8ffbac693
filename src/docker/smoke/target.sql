-- A target as Slipway wants one: a role that reads, a role that migrates, and the application's role that owns what is made.
\getenv password SMOKE_PASSWORD

CREATE ROLE smoke_reader LOGIN PASSWORD :'password';
CREATE ROLE smoke_migrator LOGIN PASSWORD :'password';
CREATE ROLE shop_owner NOLOGIN;
GRANT shop_owner TO smoke_migrator;
CREATE DATABASE shop OWNER shop_owner;
REVOKE ALL ON DATABASE shop FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO smoke_reader, smoke_migrator;
GRANT CREATE ON DATABASE shop TO smoke_migrator;
