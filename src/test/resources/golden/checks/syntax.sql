CREATE TABLE customer (id bigint);
CREATE TABEL invoice (id bigint);
