COPY customer FROM '/tmp/customer.csv' WITH (FORMAT csv);
INSERT INTO customer (id) VALUES (1);
