-- slipway: backup
UPDATE orders SET state = 'new' WHERE state IS NULL;
-- slipway: backup
TRUNCATE orders;
-- slipway: backup
WITH gone AS (DELETE FROM orders WHERE id = 1 RETURNING *) UPDATE lines SET gone = true WHERE id = 1;
-- slipway: backup
-- once more
DELETE FROM ONLY orders WHERE id = 2
