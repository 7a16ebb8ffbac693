package io.slipway.target.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.target.inspection.Observation.Status;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor before servers that really are as it says. */
class UnfitServerTest {

    private final Connections connections = new Connections();
    private final Ledger ledger = new Ledger(Ledger.DEFAULT_SCHEMA);

    @TempDir
    Path folder;

    @Test
    void aReplicaCannotBeWritten() {
        try (var primary = EmbeddedPostgres.startThrowAway("doctor-primary", Map.of());
                var standby = primary.standby()) {
            assertThat(problems(target(primary, primary.url("postgres"), null))).isEmpty();
            assertThat(problems(target(standby, standby.url("postgres"), null)))
                    .singleElement()
                    .isEqualTo(Observation.error(
                            "primary",
                            "Target 'orders-eu' is a replica, which cannot be written.",
                            "Give the target the URL of the primary, for example with targetServerType=primary."));
        }
    }

    /** In session mode a server process stays with its client, but is another than the one that the client was told of. */
    @ParameterizedTest
    @ValueSource(strings = {"transaction", "session"})
    void aPoolerMayChangeTheServerProcess(String poolMode) throws IOException {
        var open = Files.writeString(folder.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        try (var server = EmbeddedPostgres.startThrowAway("doctor-" + poolMode, Map.of("hba_file", open.toString()));
                var pooler = PgBouncer.start(server, poolMode, folder)) {
            var pooled = target(server, pooler.url("postgres"), null);
            var behind = target(server, pooler.url("postgres"), server.url("postgres"));
            var migrator = new Migrator(new SqlParser(), connections, ledger, MigrationSettings.defaults());

            var refused = migrator.migrate(new Attempt("task", 1, "release", "rita"), pooled, files(), new Unheard());

            assertThat(problems(pooled)).extracting(Observation::check).containsExactly("pooler");
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("pooled-connection"));
            assertThat(problems(behind)).isEmpty();
            assertThat(ledger.hasLedger(connections, behind))
                    .as("whether anything was written through the pooler")
                    .isFalse();
            assertThat(migrator.migrate(new Attempt("task", 2, "release", "rita"), behind, files(), new Unheard()))
                    .as("what goes past the pooler")
                    .isInstanceOf(Done.class);
            assertThat(ledger.revisions(connections, behind))
                    .as("what the reader sees through the pooler")
                    .extracting(Revision::version)
                    .containsExactly("1", "2");
        }
    }

    @Test
    void aServerMayBeTooOld() throws IOException {
        try (var server = EmbeddedPostgres.startOther("12", "doctor-too-old")) {
            assertThat(problems(target(server, server.url("postgres"), null)))
                    .extracting(Observation::check, Observation::fix)
                    .containsExactly(tuple("version", "Upgrade the server."));
        }
    }

    @Test
    void encryptionIsSaidAsItIs() throws Exception {
        var own = OwnCertificate.in(folder);
        try (var open = EmbeddedPostgres.startThrowAway("doctor-open", Map.of());
                var encrypted = EmbeddedPostgres.startThrowAway("doctor-encrypted", own.settings())) {
            var url = encrypted.url("postgres");
            var trusted = url + "?sslmode=verify-full&sslrootcert=" + own.certificate();

            assertThat(encryption(target(open, open.url("postgres"), null)))
                    .isEqualTo("The connection is not encrypted; it does not leave this machine.");
            assertThat(encryption(target(encrypted, url, null)))
                    .isEqualTo("The connection is encrypted, the server not verified; it does not leave this machine.");
            assertThat(encryption(target(encrypted, trusted, null)))
                    .isEqualTo("The connection is encrypted and the server verified.");
        }
    }

    @Test
    void offThisMachineOnlyVerifiedServersAreTalkedTo() throws Exception {
        try (var open = EmbeddedPostgres.startThrowAway("doctor-open-off", Map.of());
                var unknown = EmbeddedPostgres.startThrowAway(
                        "doctor-unknown", OwnCertificate.in(folder).settings())) {
            // To the driver this address is not loopback, although it leads to this machine.
            var withoutTls = problems(target(open, open.url("postgres").replace("127.0.0.1", "0.0.0.0"), null));
            var selfSigned = problems(target(unknown, unknown.url("postgres").replace("127.0.0.1", "0.0.0.0"), null));

            assertThat(withoutTls).extracting(Observation::check).containsExactly("login-reader", "login-migrator");
            assertThat(withoutTls.getFirst().text()).contains("The server does not support SSL");
            assertThat(withoutTls.getFirst().fix()).contains("TLS");
            assertThat(selfSigned).extracting(Observation::check).containsExactly("login-reader", "login-migrator");
            assertThat(selfSigned.getFirst().text()).contains("certif");
            assertThat(selfSigned.getFirst().fix()).contains("certificate");
        }
    }

    @Test
    void aWrongPasswordIsSaidOfTheRoleThatHasIt() {
        var server = EmbeddedPostgres.shared();
        var right = new Credential(server.superuser(), "exec:printf " + server.password());
        var wrong = new Credential(server.superuser(), "exec:printf wrong");
        var url = server.createDatabase("doctor");

        var reader = problems(new Target("orders-eu", url, null, null, wrong, right, null, List.of(), Map.of()));
        var migrator = problems(new Target("orders-eu", url, null, null, right, wrong, null, List.of(), Map.of()));

        assertThat(reader)
                .containsExactly(Observation.error(
                        "login-reader",
                        "Target 'orders-eu' refuses the password of role 'postgres'.",
                        "Put the right password where the credential's reference points to."));
        assertThat(migrator).extracting(Observation::check).containsExactly("login-migrator");
    }

    private List<Observation> problems(Target target) {
        return new Inspection(connections, ledger)
                .inspect(target).stream()
                        .filter(observation -> observation.status() != Status.OK)
                        .toList();
    }

    private String encryption(Target target) {
        return new Inspection(connections, ledger)
                .inspect(target).stream()
                        .filter(observation -> observation.check().equals("encryption"))
                        .map(Observation::text)
                        .findFirst()
                        .orElse("not said");
    }

    private static List<FileToRun> files() {
        return List.of(
                FileToRun.of("shop", "1", "V1.sql", "CREATE TABLE a (i int)"),
                FileToRun.of("shop", "2", "V2.sql", "CREATE INDEX CONCURRENTLY a_i ON a (i)"));
    }

    private static Target target(EmbeddedPostgres server, String url, @Nullable String directUrl) {
        var credential = new Credential(server.superuser(), "exec:printf " + server.password());
        return new Target("orders-eu", url, directUrl, null, credential, credential, null, List.of(), Map.of());
    }

    /** Lets a migration run without anybody who listens. */
    private static final class Unheard implements Progress {

        @Override
        public void statementFinished(StatementLog log) {}

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void heartbeat(String doing) {}
    }
}
