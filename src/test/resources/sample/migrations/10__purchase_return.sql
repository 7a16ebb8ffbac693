CREATE TABLE purchase_return (
    purchase bigint PRIMARY KEY REFERENCES purchase,
    reason text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION receive_return(returned bigint, why text) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
        INSERT INTO purchase_return (purchase, reason) VALUES (returned, why);
        UPDATE purchase SET status = 'returned' WHERE id = returned;
    END;

CREATE INDEX purchase_returned ON purchase (updated_at) WHERE status = 'returned';
