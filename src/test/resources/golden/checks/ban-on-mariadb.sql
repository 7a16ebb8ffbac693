-- The first three are run.
SET NAMES utf8mb4;
UPDATE customer SET name = 'COMMIT; a''b' WHERE id = 1;
DELETE FROM customer WHERE name = "it's";
START TRANSACTION;
SET GLOBAL max_connections = 1;
DROP TABLE one, two;
USE mysql;
CALL fill();
INSERT INTO slipway_revision (track) VALUES ('x');
LOAD DATA LOCAL INFILE 'x' INTO TABLE customer;
SELECT * FROM customer INTO OUTFILE '/tmp/x';
CREATE TABLE other.t (i INT);
DROP /*!99999 TEMPORARY */ TABLE customer;
CREATE TABLE copied AS SELECT * FROM customer;
SELECT GET_LOCK('x', 1);
XYZ;
CREATE PROCEDURE p() BEGIN SELECT 1;
