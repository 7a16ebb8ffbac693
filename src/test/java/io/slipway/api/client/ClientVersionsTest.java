package io.slipway.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

@SlipwayTest
@Import(ClientVersionsTest.Released.class)
class ClientVersionsTest {

    /** A server that was built as a release. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Released {

        @Bean
        @Primary
        ServedVersion released() {
            return new ServedVersion("0.4.1");
        }
    }

    @TempDir
    Path folder;

    @Autowired
    Caller api;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    private String token = "";

    @BeforeEach
    void save() {
        var account = accounts.save(ProjectFixtures.person("caller"));
        token = tokens.issue(account, "test", null, account).secret().text();
    }

    @ParameterizedTest
    @CsvSource({
        "0.4.1,200",
        "0.4.9-SNAPSHOT,200",
        "0.3.0,200",
        "0.5,200",
        "a working copy,200",
        "0.2.9,409",
        "0.6.0,409",
        "1.4.1,409"
    })
    void worksWithClientsOneMinorVersionApart(String client, int status) throws Exception {
        var answer = get("/v1/me", client);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Slipway-Version")).contains("0.4.1");
        if (status == 409) {
            assertThat(answer.body()).contains("client-version", "'%s'".formatted(client), "GET /v1/client");
        }
    }

    @Test
    void asksNobodyElseForAVersionAndTellsStrangersNone() {
        assertThat(api.get("/v1/me", token).status()).isEqualTo(200);
        var stranger = api.get("/v1/me", "no token");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.response().headers().firstValue("Slipway-Version")).isEmpty();
        assertThat(api.get("/v1/client", null).status()).isEqualTo(401);
    }

    @Test
    void saysThatAWorkingCopyHasNoJarEvenToAnOldClient() throws Exception {
        var answer = get("/v1/client", "0.1.0");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no-client-here", "mvn package");
    }

    @Test
    void handsOutTheJarThatItRunsFrom() throws IOException {
        var jar = Files.writeString(folder.resolve("slipway-0.4.1.jar"), "bytes");

        var answer = new ClientController(jar.toFile()).client();

        assertThat(Objects.requireNonNull(answer.getBody()).getContentAsByteArray())
                .isEqualTo(Files.readAllBytes(jar));
        assertThat(answer.getHeaders().getContentDisposition().getFilename()).isEqualTo("slipway.jar");
    }

    private HttpResponse<String> get(String path, String client) throws IOException, InterruptedException {
        URI address = api.address().resolve(path);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .header("Slipway-Client", client)
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
