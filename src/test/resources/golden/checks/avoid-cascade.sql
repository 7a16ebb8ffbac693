DROP TABLE old_customer CASCADE;
DROP TABLE older_customer;
TRUNCATE log CASCADE;
ALTER TABLE customer
    DROP COLUMN phone CASCADE;
CREATE TABLE line (invoice bigint REFERENCES invoice ON DELETE CASCADE);
