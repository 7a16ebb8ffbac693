CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT customer_email_has_at CHECK (email LIKE '%_@_%'),
    CONSTRAINT customer_email_unique UNIQUE (email)
);

CREATE TABLE address (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer bigint NOT NULL REFERENCES customer,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    country char(2) NOT NULL
);

CREATE INDEX address_customer ON address (customer);

COMMENT ON TABLE customer IS 'Somebody who has ordered at least once; guests are customers too.';
COMMENT ON COLUMN address.country IS 'ISO 3166-1, two letters.';
