package io.slipway.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts the platform alone, says where each piece answers, and ends it on Ctrl-C: {@code [--fresh] [--free-ports] [--home FOLDER]}. */
public final class EmbeddedPlatformMain {

    private EmbeddedPlatformMain() {}

    /** Run until interrupted; what keeps the platform from starting is told in one sentence with exit code 1. */
    public static void main(String[] args) throws InterruptedException {
        var arguments = List.of(args);
        try {
            var platform = EmbeddedPlatform.start(options(arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-close"));
            tellAddresses(platform);
        } catch (PlatformException e) {
            System.err.println(e.sentence());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static Options options(List<String> arguments) {
        var named = arguments.indexOf("--home");
        var home =
                named < 0 ? Home.ofProject() : Path.of(arguments.get(named + 1)).toAbsolutePath();
        return new Options(
                home,
                arguments.contains("--fresh"),
                arguments.contains("--free-ports"),
                arguments.contains("--operate"),
                arguments.contains("--controlled-clock"),
                System.out::println);
    }

    private static void tellAddresses(Platform platform) {
        tell("Tasklist", platform.tasklistAddress() + "   developer, approver, releaser, owner (password = name)");
        tell("Zeebe gRPC", platform.gatewayGrpc());
        tell("Zeebe REST", platform.restAddress());
        tell("PostgreSQL", platform.slipwayDatabaseUrl());
        tell("Scratch", platform.scratch().url("postgres"));
        System.out.println("Ready. Ctrl-C ends it.");
    }

    private static void tell(String what, Object address) {
        System.out.printf("%-12s %s%n", what, address);
    }
}
