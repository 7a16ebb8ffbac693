package io.slipway.embedded;

import io.slipway.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What this machine offers, asked before anything starts, so that a lack is told in one sentence. */
public final class Machine {

    private static final int OLDEST_JDK = 21;
    private static final long MEGABYTE = 1024L * 1024L;

    private Machine() {}

    /** Return the program that starts a JVM like this one. */
    static String java() {
        return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString();
    }

    /** Refuse a JVM that Camunda cannot run on. */
    public static void requireJdk() {
        requireJdk(Runtime.version().feature());
    }

    static void requireJdk(int feature) {
        if (feature < OLDEST_JDK) {
            throw PlatformException.jdkTooOld(feature);
        }
    }

    /** Refuse to go on without Maven. */
    public static void requireMaven() {
        requireTool("Maven", "mvn");
    }

    /** Refuse to go on without Node.js. */
    public static void requireNode() {
        requireTool("Node.js", "node");
    }

    static void requireTool(String tool, String command) {
        if (Program.onPath(command).isEmpty()) {
            throw PlatformException.toolMissing(tool, command);
        }
    }

    /** Refuse to fill a disk: the broker stops processing, and PostgreSQL breaks, on a full one. */
    static void requireSpace(Path folder, long neededMegabytes) {
        try {
            Files.createDirectories(folder);
            var free = Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
            if (free < neededMegabytes) {
                throw PlatformException.diskFull(folder, free, neededMegabytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return whether nobody listens on a port, on this address or on all. */
    static boolean isFree(int port) {
        var loopback = InetAddress.getLoopbackAddress();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port), 500);
            return false;
        } catch (IOException nobodyAnswers) {
            return canListen(loopback, port);
        }
    }

    private static boolean canListen(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
