package io.slipway.embedded;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Starts OpenSearch in a JVM of its own on any port, which its starter's own main class refuses above 9299.
 *
 * <p>By reflection, because OpenSearch's libraries must not be on Slipway's class path, not even in tests.
 */
public final class OpenSearchMain {

    private static final int HIGHEST_PORT = 65_535;

    private OpenSearchMain() {}

    /** Run one node until the JVM is ended; the arguments are those of the starter named first. */
    public static void main(String[] args) throws ReflectiveOperationException, InterruptedException {
        var starter = Class.forName(args[0]);
        var runner = starter.getConstructor().newInstance();
        starter.getMethod("setMaxHttpPort", int.class).invoke(runner, HIGHEST_PORT);
        try {
            starter.getMethod("build", String[].class)
                    .invoke(runner, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        Thread.currentThread().join();
    }
}
