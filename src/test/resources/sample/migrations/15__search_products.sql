ALTER TABLE product
    ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || sku)) STORED;

CREATE INDEX CONCURRENTLY product_search ON product USING gin (search);
