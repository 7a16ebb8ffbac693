CREATE TABLE voucher (
    code text PRIMARY KEY,
    percent_off smallint NOT NULL,
    valid_until date NOT NULL,
    CONSTRAINT voucher_percent_off_sensible CHECK (percent_off BETWEEN 1 AND 90)
);

ALTER TABLE purchase ADD COLUMN voucher text;
ALTER TABLE purchase
    ADD CONSTRAINT purchase_voucher_fkey FOREIGN KEY (voucher) REFERENCES voucher NOT VALID;
ALTER TABLE purchase VALIDATE CONSTRAINT purchase_voucher_fkey;

INSERT INTO voucher (code, percent_off, valid_until)
VALUES ('WELCOME', 10, date '2027-12-31');
