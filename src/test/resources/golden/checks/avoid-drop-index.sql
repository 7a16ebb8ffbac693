DROP INDEX CONCURRENTLY customer_email;
CREATE INDEX CONCURRENTLY customer_email ON customer (email);
