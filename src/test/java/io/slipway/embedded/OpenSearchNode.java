package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One OpenSearch node for Tasklist and Operate, configured by a file because its starter takes few arguments. People and tests wait for
 * what the broker exports: it can be found after a tenth of a second instead of a whole one.
 */
final class OpenSearchNode {

    private static final String SETTINGS = """
            discovery.type: single-node
            network.host: 127.0.0.1
            http.port: %d
            transport.port: 0
            cluster.routing.allocation.disk.threshold_enabled: false
            action.auto_create_index: true
            cluster.minimum.index.refresh_interval: 100ms
            cluster.default.index.refresh_interval: 100ms
            """;

    private OpenSearchNode() {}

    /** Write its settings and return the arguments that start it. */
    static List<String> arguments(PlatformFiles files, DataFolder data, Path folder, Ports ports) {
        try {
            var config = Files.createDirectories(folder.resolve("node_1").resolve("config"));
            Files.writeString(config.resolve("opensearch.yml"), SETTINGS.formatted(ports.openSearch()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "-classpath",
                files.openSearchClassPath() + ":" + data.leash(),
                Leash.class.getName(),
                OpenSearchMain.class.getName(),
                "org.codelibs.opensearch.runner.OpenSearchRunner",
                "-basePath",
                folder.toString(),
                "-numOfNode",
                "1",
                "-baseHttpPort",
                Integer.toString(ports.openSearch() - 1),
                "-clusterName",
                "camunda",
                "-useLogger");
    }
}
