CREATE OR REPLACE VIEW open_purchase AS
SELECT p.id, c.email, p.status, p.total, p.placed_at
FROM purchase p
JOIN customer c ON c.id = p.customer
WHERE p.status IN ('placed', 'paid');

COMMENT ON VIEW open_purchase IS 'What the warehouse still has to send.';
