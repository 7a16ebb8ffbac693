package io.slipway.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.release.ReleaseDraft;
import io.slipway.rollout.FlowByHand;
import io.slipway.testing.Caller;
import io.slipway.testing.Caller.Answer;
import io.slipway.testing.SlipwayTest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Releases whose files come as parts of the request, at the limits and above. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class UploadTest {

    private static final String RELEASES = "/v1/projects/shop/releases";

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private String token = "";

    @BeforeEach
    void startAnew() {
        flow.startAnew();
        token = tokens.issue(flow.account("developer"), "test", null, flow.account("developer"))
                .secret()
                .text();
    }

    /** The parts of a request. */
    private static final class Parts {

        private final List<BodyPublisher> all = new ArrayList<>();

        Parts head(String json) {
            return part("name=\"release\"", "application/json", BodyPublishers.ofString(json));
        }

        Parts file(String name, BodyPublisher text) {
            return part("name=\"files\"; filename=\"" + name + "\"", "application/sql", text);
        }

        private Parts part(String disposition, String type, BodyPublisher content) {
            all.add(BodyPublishers.ofString("--cut\r\nContent-Disposition: form-data; " + disposition
                    + "\r\nContent-Type: " + type + "\r\n\r\n"));
            all.add(content);
            all.add(BodyPublishers.ofString("\r\n"));
            return this;
        }

        BodyPublisher whole() {
            all.add(BodyPublishers.ofString("--cut--\r\n"));
            return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
        }
    }

    private Answer upload(Parts parts) {
        return api.call("POST", RELEASES, token, "multipart/form-data; boundary=cut", parts.whole());
    }

    private BodyPublisher textOf(long bytes) {
        try {
            var file = folder.resolve(bytes + ".sql");
            if (!Files.exists(file)) {
                Files.writeString(file, "-" + "-".repeat((int) bytes - 2) + "\n");
            }
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theSameFilesAreOneReleaseHoweverTheyCome() {
        var uploaded = upload(new Parts()
                .head("{\"vcsCommit\": \"4f1c\"}")
                .file("db/V2__größe.sql", BodyPublishers.ofString("SELECT 'ä';"))
                .file("db/V1__a.sql", BodyPublishers.ofString("SELECT 1;")));
        var posted = api.post(RELEASES, token, """
                {"vcsCommit": "4f1c", "files": [
                    {"path": "db/V1__a.sql", "statement": "SELECT 1;"},
                    {"path": "db/V2__größe.sql", "statement": "SELECT 'ä';"}]}
                """);

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.text("/name")).isEqualTo(uploaded.text("/name"));
        assertThat(uploaded.text("/files/1/path")).isEqualTo("db/V2__größe.sql");
    }

    @Test
    void aReleaseMayHaveTwoHundredMegabytesAndAFileFifty() {
        var largest = new Parts().head("{}");
        for (int version = 1; version <= 4; version++) {
            largest.file("V%d__load.sql".formatted(version), textOf(ReleaseDraft.LARGEST_FILE));
        }
        var tooLarge = new Parts().head("{}").file("V5__one.sql", textOf(200));
        for (int version = 1; version <= 4; version++) {
            tooLarge.file("V%d__load.sql".formatted(version), textOf(ReleaseDraft.LARGEST_FILE));
        }

        var taken = upload(largest);
        var refused = upload(tooLarge);

        assertThat(taken.status()).isEqualTo(201);
        assertThat(jdbc.sql("SELECT sum(octet_length(statement)) FROM migration_file")
                        .query(Long.class)
                        .single())
                .isEqualTo(ReleaseDraft.LARGEST);
        assertThat(refused.text("/code")).isEqualTo("release-too-large");
        assertThat(jdbc.sql("SELECT count(*) FROM release").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeAFileIsRefusedByName() {
        var one = new Parts().head("{}").file("V1__a.sql", textOf(ReleaseDraft.LARGEST_FILE + 1));
        var far = new Parts().head("{}").file("V1__a.sql", textOf(ReleaseDraft.LARGEST_FILE + (2 << 20)));
        var latin = new Parts()
                .head("{}")
                .file("V1__a.sql", BodyPublishers.ofByteArray("SELECT 'ä'".getBytes(StandardCharsets.ISO_8859_1)));
        var nul = new Parts().head("{}").file("V1__a.sql", BodyPublishers.ofString("SELECT '\0'"));
        var unnamed = new Parts().head("{}").file("notes.txt", BodyPublishers.ofString("SELECT 1"));

        assertThat(upload(one).text("/code")).isEqualTo("file-too-large");
        assertThat(upload(far).text("/code")).isEqualTo("upload-too-large");
        assertThat(upload(latin).text("/code")).isEqualTo("file-not-utf8");
        assertThat(upload(nul).text("/code")).isEqualTo("file-contains-nul");
        assertThat(upload(unnamed).status()).isEqualTo(422);
        assertThat(upload(new Parts().head("{}")).text("/code")).isEqualTo("no-files");
    }

    @Test
    void nobodyUploadsWithoutAToken() {
        var parts = new Parts().head("{}").file("V1__a.sql", BodyPublishers.ofString("SELECT 1"));

        assertThat(api.call("POST", RELEASES, "", "multipart/form-data; boundary=cut", parts.whole())
                        .status())
                .isEqualTo(401);
        assertThat(api.call(
                                "POST",
                                "/login",
                                "",
                                "multipart/form-data; boundary=cut",
                                new Parts().head("{}").whole())
                        .status())
                .isEqualTo(415);
    }
}
