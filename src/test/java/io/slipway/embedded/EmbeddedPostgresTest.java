package io.slipway.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void givesEachCallerADatabaseOfItsOwn() throws SQLException {
        var postgres = EmbeddedPostgres.shared();

        var first = postgres.createDatabase("orders");
        var second = postgres.createDatabase("orders");

        assertThat(first).isNotEqualTo(second);
        try (var connection = postgres.connect(first);
                var rows = connection.createStatement().executeQuery("SELECT version()")) {
            rows.next();
            assertThat(rows.getString(1)).startsWith("PostgreSQL 17");
        }
    }

    @Test
    void refusesAWrongPassword() {
        var url = EmbeddedPostgres.shared().createDatabase("locked");

        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void showsInItsLogWhatRan() {
        var postgres = EmbeddedPostgres.named("logged");
        var url = postgres.createDatabase("quiet");
        postgres.execute(url, "CREATE TABLE before_logging ()");

        postgres.set("log_statement", "all");
        postgres.execute(url, "CREATE TABLE while_logging ()");

        assertThat(postgres.log()).contains("while_logging").doesNotContain("before_logging");
    }

    @Test
    void keepsWhatWasCommittedOverACrash(@TempDir Path folder) throws SQLException {
        try (var postgres = EmbeddedPostgres.start(
                "crashing", folder.resolve("data"), folder.resolve("log"), Ports.anyFree(), Map.of())) {
            var url = postgres.createDatabase("kept");
            postgres.execute(url, "CREATE TABLE kept ()");

            postgres.crash();
            assertThat(Machine.isFree(postgres.port())).isTrue();
            postgres.restart();

            try (var connection = postgres.connect(url)) {
                assertThat(connection
                                .getMetaData()
                                .getTables(null, null, "kept", null)
                                .next())
                        .isTrue();
            }
        }
    }
}
