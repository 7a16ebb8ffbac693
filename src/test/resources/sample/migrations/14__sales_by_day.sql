CREATE MATERIALIZED VIEW sales_by_day AS
SELECT
    date_trunc('day', p.placed_at AT TIME ZONE 'UTC')::date AS day,
    r.category,
    count(DISTINCT p.id) AS purchases,
    sum(l.quantity * l.price) AS revenue
FROM purchase p
JOIN purchase_line l ON l.purchase = p.id
JOIN product r ON r.id = l.product
WHERE p.status IN ('paid', 'shipped')
GROUP BY 1, 2;

-- REFRESH ... CONCURRENTLY needs it.
CREATE UNIQUE INDEX sales_by_day_key ON sales_by_day (day, category);
