package io.slipway.target;

import static io.slipway.target.TargetFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private static final String SHOP = """
            CREATE TYPE state AS ENUM ('new', 'paid');
            CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
            CREATE TABLE customer (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail email NOT NULL, state state DEFAULT 'new',
                balance numeric(10, 2) DEFAULT 0, gone int, lowered text GENERATED ALWAYS AS (lower(mail)) STORED);
            ALTER TABLE customer DROP COLUMN gone;
            CREATE TABLE part (id int, day date) PARTITION BY RANGE (day);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE INDEX customer_mail ON customer (mail) WHERE balance > 0;
            CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql AS 'SELECT 2 * i';
            CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER touch BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE VIEW rich AS SELECT id FROM customer WHERE balance > 1000;
            CREATE MATERIALIZED VIEW poor AS SELECT id FROM customer WHERE balance < 10;
            CREATE SEQUENCE number INCREMENT 5 OWNED BY part.id;
            ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON customer USING (balance > 0);
            CREATE STATISTICS pair ON id, balance FROM customer;
            COMMENT ON COLUMN customer.mail IS 'where to write to';
            GRANT SELECT ON customer TO PUBLIC;
            CREATE SCHEMA slipway;
            CREATE TABLE slipway.whatever (i int);
            """;

    private final Catalogue catalogue = new Catalogue("slipway");

    @Test
    void isTheSameForTheSameSqlWhateverTheOids() throws SQLException {
        var first = SERVER.createDatabase("catalogue");
        var second = SERVER.createDatabase("catalogue");
        SERVER.execute(first, SHOP);
        SERVER.execute(
                second, "CREATE TABLE passing (i int); DROP TABLE passing; CREATE TYPE one AS ENUM (); DROP TYPE one");
        SERVER.execute(second, SHOP + "DROP SCHEMA slipway CASCADE; INSERT INTO customer (mail) VALUES ('a@b')");

        assertThat(lines(second)).isEqualTo(lines(first)).hasSizeGreaterThan(30);
        assertThat(fingerprint(second)).isEqualTo(fingerprint(first)).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE customer ALTER balance SET DEFAULT 1",
                "ALTER TABLE customer ALTER state DROP DEFAULT",
                "ALTER TABLE part ALTER id TYPE bigint",
                "ALTER TABLE customer ALTER balance SET NOT NULL",
                "ALTER TABLE customer ADD COLUMN added int",
                "ALTER TABLE customer ADD CONSTRAINT positive CHECK (balance > 0) NOT VALID",
                "ALTER TABLE customer DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE customer SET (fillfactor = 70)",
                "ALTER TABLE customer DISABLE TRIGGER touch",
                "ALTER TABLE part DETACH PARTITION part_1",
                "ALTER TYPE state ADD VALUE 'lost' BEFORE 'paid'",
                "ALTER DOMAIN email SET NOT NULL",
                "ALTER SEQUENCE number INCREMENT 6",
                "ALTER POLICY own ON customer USING (balance > 1)",
                "DROP INDEX customer_mail",
                "CREATE INDEX one_more ON customer (balance)",
                "CREATE OR REPLACE FUNCTION twice(i int) RETURNS int LANGUAGE sql AS 'SELECT 3 * i'",
                "CREATE OR REPLACE VIEW rich AS SELECT id FROM customer WHERE balance > 999",
                "COMMENT ON COLUMN customer.mail IS 'elsewhere'",
                "GRANT INSERT ON customer TO PUBLIC",
                "REVOKE EXECUTE ON FUNCTION twice(int) FROM PUBLIC",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
                "DROP STATISTICS pair",
                "DROP AGGREGATE total(int)",
                "CREATE SCHEMA one_more"
            })
    void changesWithAnyDifference(String difference) throws SQLException {
        var url = SERVER.createDatabase("catalogue");
        SERVER.execute(url, SHOP);
        var before = fingerprint(url);

        SERVER.execute(url, difference);

        assertThat(fingerprint(url)).isNotEqualTo(before);
    }

    private String fingerprint(String url) throws SQLException {
        try (var connection = SERVER.connect(url)) {
            return catalogue.fingerprint(connection);
        }
    }

    private List<String> lines(String url) throws SQLException {
        try (var connection = SERVER.connect(url)) {
            return catalogue.describe(connection);
        }
    }
}
