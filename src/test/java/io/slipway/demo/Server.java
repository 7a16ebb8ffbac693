package io.slipway.demo;

import io.slipway.SlipwayApplication;
import io.slipway.embedded.Home;
import io.slipway.embedded.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Slipway itself, run in this JVM on the platform's databases and engine. */
final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final int port;
    private final String administratorToken;

    private Server(ConfigurableApplicationContext context, int port, String administratorToken) {
        this.context = context;
        this.port = port;
        this.administratorToken = administratorToken;
    }

    static int port() {
        return Optional.ofNullable(System.getenv("SLIPWAY_PORT"))
                .map(Integer::parseInt)
                .orElse(8090);
    }

    /** Refuse when the port is taken, before anything has started. */
    static void requireFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw DemoFailedException.portInUse(port);
        }
    }

    static Server start(Platform platform, int port) {
        var token = "demo_" + UUID.randomUUID() + UUID.randomUUID();
        var settings = Map.<String, Object>ofEntries(
                Map.entry("server.port", port),
                Map.entry("slipway.administrator-token", token),
                Map.entry("spring.datasource.url", platform.slipwayDatabaseUrl()),
                Map.entry("spring.datasource.username", platform.postgres().superuser()),
                Map.entry("spring.datasource.password", platform.postgres().password()),
                Map.entry("slipway.camunda.grpc-address", platform.gatewayGrpc()),
                Map.entry("slipway.camunda.rest-address", platform.restAddress()),
                Map.entry("logging.threshold.console", "OFF"),
                Map.entry("logging.file.name", Home.ofProject().resolve("log").resolve("slipway.log")));
        var line =
                settings.entrySet().stream().map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()));
        try {
            return new Server(application().run(line.toArray(String[]::new)), port, token);
        } catch (RuntimeException e) {
            throw DemoFailedException.server(String.valueOf(root(e).getMessage()));
        }
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(SlipwayApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(
                        context -> context.getBeanFactory().registerSingleton("noTestClasses", new NoTestClasses()));
    }

    private static Throwable root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String administratorToken() {
        return administratorToken;
    }

    @Override
    public void close() {
        SpringApplication.exit(context);
    }

    /** Keeps what lies in the test sources, beside the demo, out of the application. */
    private static final class NoTestClasses extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
            return reader.getResource().getURI().getPath().contains("/test-classes/");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTestClasses;
        }

        @Override
        public int hashCode() {
            return NoTestClasses.class.hashCode();
        }
    }
}
