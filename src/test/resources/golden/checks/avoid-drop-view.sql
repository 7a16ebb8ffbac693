DROP VIEW customer_with_orders;
CREATE OR REPLACE VIEW customer_with_orders AS SELECT 1 AS id;
