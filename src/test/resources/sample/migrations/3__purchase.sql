CREATE TYPE purchase_status AS ENUM ('placed', 'paid', 'shipped', 'canceled');

CREATE TABLE purchase (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer bigint NOT NULL REFERENCES customer,
    status purchase_status NOT NULL DEFAULT 'placed',
    total numeric(12, 2) NOT NULL DEFAULT 0,
    placed_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE purchase_line (
    purchase bigint NOT NULL REFERENCES purchase,
    line smallint NOT NULL,
    product bigint NOT NULL REFERENCES product,
    quantity integer NOT NULL,
    price numeric(12, 2) NOT NULL,
    PRIMARY KEY (purchase, line),
    CONSTRAINT purchase_line_quantity_positive CHECK (quantity > 0)
);

CREATE INDEX purchase_line_product ON purchase_line (product);
