DROP SEQUENCE invoice_number;
ALTER SEQUENCE order_number RESTART;
