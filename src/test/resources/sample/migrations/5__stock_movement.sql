CREATE TABLE stock_movement (
    product bigint NOT NULL REFERENCES product,
    moved_at timestamptz NOT NULL DEFAULT now(),
    quantity integer NOT NULL,
    reason text NOT NULL
) PARTITION BY RANGE (moved_at);

CREATE TABLE stock_movement_other PARTITION OF stock_movement DEFAULT;

CREATE INDEX stock_movement_product ON stock_movement (product, moved_at);

-- One partition a quarter; a job adds the later ones.
DO $$
DECLARE
    quarter date;
BEGIN
    FOR quarter IN SELECT generate_series(date '2026-01-01', date '2026-10-01', interval '3 months')::date LOOP
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF stock_movement FOR VALUES FROM (%L) TO (%L)',
            'stock_movement_' || to_char(quarter, 'YYYY"q"Q'),
            quarter || ' 00:00+00',
            (quarter + interval '3 months')::date || ' 00:00+00');
    END LOOP;
END;
$$;
