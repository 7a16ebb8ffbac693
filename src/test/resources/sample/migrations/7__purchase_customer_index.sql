-- The table is written to all day: build the index without blocking it.
CREATE INDEX CONCURRENTLY purchase_customer ON purchase (customer, placed_at DESC);
