INSERT INTO category (code, title)
VALUES
    ('tea', 'Tea'),
    ('cups', 'Cups and pots; glass; ceramics'),
    ('books', 'Books');

INSERT INTO product (sku, title, category, net_price, vat_rate)
VALUES
    ('TEA-001', 'Darjeeling, first flush', 'tea', 12.90, 0.070),
    ('TEA-002', 'Sencha', 'tea', 9.50, 0.070),
    ('CUP-001', 'Cup, 200 ml', 'cups', 8.00, DEFAULT),
    ('BOOK-001', 'The Grower''s Year', 'books', 24.00, 0.070);

INSERT INTO stock_movement (product, moved_at, quantity, reason)
SELECT id, timestamptz '2026-01-02 09:00:00+01', 100, 'opening stock'
FROM product;
