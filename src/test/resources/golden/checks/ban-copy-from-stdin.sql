CREATE TABLE customer (id bigint);

COPY customer (id) FROM stdin;
1	a
2	b
\.
