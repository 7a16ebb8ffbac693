package io.slipway.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionsTest {

    private final List<String> told = new ArrayList<>();
    private final StringWriter said = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/me", exchange -> {
            told.add(String.valueOf(exchange.getRequestHeaders().getFirst("Slipway-Client")));
            exchange.getResponseHeaders().set("Slipway-Version", "0.4.1");
            var body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private Api api(@Nullable String own) {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Api(address, "Bearer t", new Versions(own, new PrintWriter(said)));
    }

    @Test
    void saysOnceThatTheServerHasAnotherVersion() {
        var api = api("0.3.0");

        api.get("me");
        api.get("me");

        assertThat(told).containsExactly("0.3.0", "0.3.0");
        assertThat(said.toString().lines())
                .containsExactly(
                        "This client is version '0.3.0', the server '0.4.1'. GET /v1/client answers with the server's own.");
    }

    @Test
    void saysNothingOfItsOwnVersionOrOfAWorkingCopy() {
        api("0.4.1").get("me");
        api(null).get("me");

        assertThat(told).containsExactly("0.4.1", "null");
        assertThat(said.toString()).isEmpty();
    }
}
