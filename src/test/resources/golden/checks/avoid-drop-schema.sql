DROP SCHEMA archive, attic;
CREATE SCHEMA archive;
