-- Holds for new rows at once; the next file looks at the old ones without a lock that blocks writers.
ALTER TABLE purchase ADD CONSTRAINT purchase_total_not_negative CHECK (total >= 0) NOT VALID;
ALTER TABLE customer ADD CONSTRAINT customer_segment_known CHECK (segment IN ('new', 'regular', 'trade')) NOT VALID;
