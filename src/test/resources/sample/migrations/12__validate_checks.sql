ALTER TABLE purchase VALIDATE CONSTRAINT purchase_total_not_negative;
ALTER TABLE customer VALIDATE CONSTRAINT customer_segment_known;
