package io.slipway.demo;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.embedded.Home;
import io.slipway.embedded.Options;
import io.slipway.embedded.Parent;
import io.slipway.embedded.Platform;
import io.slipway.failure.SlipwayException;
import io.slipway.sample.Sample;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts the platform and Slipway, does what a project's people would, and runs on until Ctrl-C: {@code [--fresh] [--exit] [--manual]}. */
public final class Demo {

    private final Narrator narrator = new Narrator();
    private final Arguments arguments;

    /** What is to be ended, the last started first. */
    private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();

    private Demo(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Run it; what goes wrong is told in one sentence with exit code 1. */
    public static void main(String[] args) throws InterruptedException {
        Parent.endWithIt();
        if (!goesWell(() -> new Demo(Arguments.of(List.of(args))).run())) {
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    /** Do it, tell what goes wrong, and return whether nothing did; an error counts, too, or the server's threads would run on. */
    static boolean goesWell(Runnable demo) {
        try {
            demo.run();
            return true;
        } catch (SlipwayException e) {
            tell(e);
        } catch (RuntimeException | Error e) {
            tell(DemoFailedException.other(e));
        }
        return false;
    }

    private static void tell(SlipwayException failure) {
        System.out.flush();
        System.err.println(failure.sentence());
    }

    private void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-close"));
        Server.requireFree(Server.port());
        var platform = started(
                "Platform: PostgreSQL, OpenSearch and Camunda",
                () -> EmbeddedPlatform.start(Options.ofDemo(arguments.fresh(), narrator::say)),
                Platform::close);
        var server = started("Slipway", () -> Server.start(platform, Server.port()), Server::close);
        var sample = Sample.on(
                platform.postgres(), platform.scratch(), Home.ofProject().resolve("sample"));
        var administrator = new Api(server.address(), server.administratorToken());
        var play = new Play(narrator, platform, sample, administrator, arguments.manual());
        play.configure();
        play.play();
        narrator.tellTimes();
        if (arguments.exit()) {
            System.exit(0);
        }
        play.tellAddresses();
    }

    private <T> T started(String title, Supplier<T> start, Consumer<T> end) {
        var piece = narrator.phase(title, start);
        ends.push(() -> end.accept(piece));
        return piece;
    }

    /** End what runs; a piece that will not end does not keep the others from it. */
    private void close() {
        while (!ends.isEmpty()) {
            try {
                ends.pop().run();
            } catch (RuntimeException e) {
                System.err.println("Not ended in order: " + e);
            }
        }
    }
}
