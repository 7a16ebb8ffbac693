package io.slipway.embedded;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class and ends this JVM when its standard input ends, which happens by itself when the parent dies.
 *
 * <p>The parent holds the only writing end of the pipe, and the operating system closes it however the parent ends, {@code kill
 * -9} included, on Linux and macOS alike. It stands alone in a class path of its own, so it uses nothing but the JDK.
 */
public final class Leash {

    private static final long GRACE_MILLIS = 4_000;

    private Leash() {}

    /** Run the main class named first with the arguments that follow it. */
    public static void main(String[] args) throws ReflectiveOperationException {
        var watch = new Thread(Leash::endWithParent, "leash");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void endWithParent() {
        awaitEndOfInput();
        end(GRACE_MILLIS);
    }

    /** End this JVM in its own way, and at once when that takes too long. */
    static void end(long graceMillis) {
        var exit = new Thread(() -> System.exit(0), "leash-exit");
        exit.setDaemon(true);
        exit.start();
        try {
            exit.join(graceMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println("leash: the pipe to the parent broke: " + e.getMessage());
        }
    }
}
