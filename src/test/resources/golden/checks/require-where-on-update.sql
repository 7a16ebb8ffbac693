UPDATE customer SET email = lower(email);
UPDATE customer SET email = lower(email) WHERE id = 1;
INSERT INTO customer (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET email = 'x';
