package io.slipway.mariadb;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A wire to the server that is cut at the n-th command that a client sends, or that tells somebody of each. */
final class Wire implements AutoCloseable {

    /** When to cut, seen from the command. */
    enum Moment {
        /** The server never sees it. */
        BEFORE,
        /** The server works on it when the wire is gone. */
        DURING,
        /** The server has answered, the answer is lost. */
        AFTER
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final int number;
    private final Moment moment;
    private final Consumer<String> listening;
    private final AtomicInteger commands = new AtomicInteger();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Wire(int serverPort, int number, Moment moment, Consumer<String> listening) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.number = number;
        this.moment = moment;
        this.listening = listening;
        Thread.ofVirtual().start(this::accept);
    }

    static Wire cutAt(int serverPort, int number, Moment moment) throws IOException {
        return new Wire(serverPort, number, moment, text -> {});
    }

    /** Tell somebody of each command before it goes to the server; it goes when he returns. */
    static Wire listening(int serverPort, Consumer<String> listening) throws IOException {
        return new Wire(serverPort, Integer.MAX_VALUE, Moment.BEFORE, listening);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Return the commands so far. */
    List<String> texts() {
        return texts;
    }

    private void accept() {
        try {
            while (true) {
                lead(listener.accept());
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Lead a client to the server; while that is away the client is turned away. */
    private void lead(Socket client) {
        sockets.add(client);
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            sockets.add(server);
            var line = new Line(client, server);
            Thread.ofVirtual().start(line::toServer);
            Thread.ofVirtual().start(line::toClient);
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    /** One client's way to the server and back. */
    private final class Line {

        private final Socket client;
        private final Socket server;
        private volatile boolean loseAnswer;

        private Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void toServer() {
            try {
                var from = new DataInputStream(client.getInputStream());
                while (true) {
                    var head = from.readNBytes(4);
                    if (head.length < 4) {
                        throw new EOFException();
                    }
                    var length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
                    pass(head, from.readNBytes(length));
                }
            } catch (IOException e) {
                cut();
            }
        }

        /** A command begins a new count of packets; what belongs to a login does not. */
        private void pass(byte[] head, byte[] body) throws IOException {
            if (head[3] != 0) {
                send(head, body);
                return;
            }
            var text = new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
            texts.add(text);
            listening.accept(text);
            var cut = commands.incrementAndGet() == number;
            if (cut && moment == Moment.BEFORE) {
                throw new EOFException();
            }
            loseAnswer = cut && moment == Moment.AFTER;
            send(head, body);
            if (cut && moment == Moment.DURING) {
                throw new EOFException();
            }
        }

        private void send(byte[] head, byte[] body) throws IOException {
            var all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            server.getOutputStream().write(all);
        }

        private void toClient() {
            try {
                var buffer = new byte[8192];
                OutputStream to = client.getOutputStream();
                for (var read = 0; read >= 0; read = server.getInputStream().read(buffer)) {
                    if (loseAnswer && read > 0) {
                        throw new EOFException();
                    }
                    to.write(buffer, 0, read);
                }
                cut();
            } catch (IOException e) {
                cut();
            }
        }

        private void cut() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            sockets.forEach(Wire::closeQuietly);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
