CREATE TABLE customer (id bigint);
\i more.sql
