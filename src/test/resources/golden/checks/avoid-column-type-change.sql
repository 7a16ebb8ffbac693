ALTER TABLE sales.customer
    ALTER COLUMN name TYPE varchar(20),
    ADD COLUMN email text;
ALTER TABLE sales.customer ALTER COLUMN email SET NOT NULL;
