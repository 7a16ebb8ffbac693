package io.slipway.embedded;

import java.util.Map;
import java.util.function.Consumer;

/** Starts the platform: PostgreSQL, OpenSearch, and Camunda 8.6's broker, Tasklist and Operate, without Docker. */
public final class EmbeddedPlatform {

    private EmbeddedPlatform() {}

    /** Return the platform that this JVM's tests share: data to be thrown away, free ports, a clock that tests move. */
    public static Platform shared() {
        return Shared.PLATFORM;
    }

    /** Start a platform and return when every piece is ready. */
    public static Platform start(Options options) {
        Machine.requireJdk();
        var ports = options.ports();
        var data = DataFolder.open(options.home(), options.fresh());
        try {
            ports.requireFree(options.operate());
            return start(options, ports, data, new KeptServers(ports, data));
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static Platform start(Options options, Ports ports, DataFolder data, Servers servers) {
        var files = PlatformFiles.laidOut(options.console());
        var launch = new Launch(files, data, ports, options.controlledClock(), options.console());
        var platform = launch.run(servers, options.operate());
        data.complete();
        return platform;
    }

    /** The two PostgreSQL servers: Slipway's own, which holds the sample's targets too, and the scratch server. */
    interface Servers {
        EmbeddedPostgres slipway();

        EmbeddedPostgres scratch();
    }

    private record KeptServers(Ports ports, DataFolder data) implements Servers {

        @Override
        public EmbeddedPostgres slipway() {
            return start("PostgreSQL", "postgres", ports.postgres());
        }

        @Override
        public EmbeddedPostgres scratch() {
            return start("the scratch PostgreSQL", "scratch", ports.scratch());
        }

        private EmbeddedPostgres start(String title, String key, int port) {
            return EmbeddedPostgres.start(title, data.of(key), data.log(key), port, Map.of());
        }
    }

    private static final class SharedServers implements Servers {

        @Override
        public EmbeddedPostgres slipway() {
            return EmbeddedPostgres.shared();
        }

        @Override
        public EmbeddedPostgres scratch() {
            return EmbeddedPostgres.named("scratch");
        }
    }

    private static final class Shared {

        private static final Platform PLATFORM = startForTests(System.out::println);

        private static Platform startForTests(Consumer<String> console) {
            Machine.requireJdk();
            var home = Home.throwAway().resolve("platform");
            var options = new Options(home, true, true, false, true, console);
            return EmbeddedPlatform.start(options, options.ports(), DataFolder.open(home, true), new SharedServers());
        }
    }
}
