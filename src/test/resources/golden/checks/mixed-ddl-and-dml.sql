-- The definition commits what was inserted before it.
INSERT INTO customer (id) VALUES (1);
CREATE TABLE customer_name (id INT PRIMARY KEY);
