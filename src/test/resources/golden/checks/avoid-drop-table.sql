CREATE TABLE customer (id bigint);

DROP TABLE IF EXISTS
    sales.old_customer,
    older_customer;
