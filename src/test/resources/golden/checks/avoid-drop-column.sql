-- the phone numbers are not used any more
ALTER TABLE sales.customer
    DROP COLUMN phone,
    DROP COLUMN IF EXISTS fax;
ALTER TABLE sales.customer ADD COLUMN email text;
ALTER TABLE sales.customer ALTER COLUMN email DROP DEFAULT;
