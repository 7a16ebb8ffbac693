DELETE FROM sales.customer;
DELETE FROM sales.customer WHERE id = 1;
WITH gone AS (DELETE FROM invoice RETURNING id)
INSERT INTO archive SELECT id FROM gone;
