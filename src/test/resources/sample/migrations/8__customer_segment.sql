ALTER TABLE customer ADD COLUMN segment text;

UPDATE customer
SET segment = CASE WHEN created_at < timestamptz '2025-01-01 00:00:00+00' THEN 'regular' ELSE 'new' END
WHERE segment IS NULL;

ALTER TABLE customer ALTER COLUMN segment SET DEFAULT 'new';
COMMENT ON COLUMN customer.segment IS 'Who gets which newsletter.';
