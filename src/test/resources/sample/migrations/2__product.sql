CREATE TABLE category (
    code text PRIMARY KEY,
    title text NOT NULL
);

CREATE TABLE product (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku text NOT NULL UNIQUE,
    title text NOT NULL,
    category text NOT NULL REFERENCES category,
    net_price numeric(12, 2) NOT NULL,
    vat_rate numeric(4, 3) NOT NULL DEFAULT 0.190,
    gross_price numeric(12, 2) GENERATED ALWAYS AS (round(net_price * (1 + vat_rate), 2)) STORED,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX product_category ON product (category);

COMMENT ON COLUMN product.gross_price IS 'What the customer pays; it follows net_price and vat_rate by itself.';
