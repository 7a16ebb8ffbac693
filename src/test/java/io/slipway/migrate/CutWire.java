package io.slipway.migrate;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A wire to the server that is cut or otherwise disturbed once, at the n-th request or at one that holds a word. */
final class CutWire implements AutoCloseable {

    /** When to cut, seen from the request. */
    enum Moment {
        /** The server never sees the request. */
        BEFORE,
        /** The server works on the request when the wire is gone. */
        DURING,
        /** The server has answered, the answer is lost. */
        AFTER
    }

    private static final int PROTOCOL_3 = 196608;

    private final ServerSocket listener;
    private final int serverPort;
    private final int number;
    private final String word;
    private final @Nullable Moment moment;
    private final Runnable before;
    private final Runnable after;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile boolean deadly;

    CutWire(int serverPort, int number, String word, Moment moment) throws IOException {
        this(serverPort, number, word, moment, () -> {}, () -> {});
    }

    /** Do something right before and right after the n-th request goes to the server, and leave the wire whole. */
    static CutWire disturbing(int serverPort, int number, Runnable before, Runnable after) throws IOException {
        return new CutWire(serverPort, number, "", null, before, after);
    }

    /** Cut all that goes through at once, and let nothing through any more, as the end of the client's process does. */
    static CutWire killing(int serverPort, int number, Moment moment) throws IOException {
        var wire = new CutWire(serverPort, number, "", moment);
        wire.deadly = true;
        return wire;
    }

    private CutWire(int serverPort, int number, String word, @Nullable Moment moment, Runnable before, Runnable after)
            throws IOException {
        this.before = before;
        this.after = after;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.number = number;
        this.word = word;
        this.moment = moment;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A server that is down refuses, and so does the wire. */
    private void connect(Socket client) throws IOException {
        try {
            var line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
            lines.add(line);
            Thread.ofVirtual().start(line::clientToServer);
            Thread.ofVirtual().start(line::serverToClient);
        } catch (ConnectException down) {
            client.close();
        }
    }

    private void die() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        lines.forEach(Line::close);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Line {

        private final Socket client;
        private final Socket server;
        private volatile boolean dropping;
        private volatile boolean hit;

        private Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void clientToServer() {
            try {
                var in = new DataInputStream(client.getInputStream());
                var out = server.getOutputStream();
                openingMessages(in, out);
                var batch = new ByteArrayOutputStream();
                while (true) {
                    var type = in.readByte();
                    append(batch, in, type);
                    if (type == 'Q' || type == 'S') {
                        if (request(batch, out)) {
                            return;
                        }
                        batch.reset();
                    } else if (type == 'p' || type == 'X') {
                        out.write(batch.toByteArray());
                        batch.reset();
                    }
                }
            } catch (IOException e) {
                cut();
            }
        }

        private void openingMessages(DataInputStream in, OutputStream out) throws IOException {
            for (var code = 0; code != PROTOCOL_3; ) {
                var length = in.readInt();
                var body = in.readNBytes(length - 4);
                code = java.nio.ByteBuffer.wrap(body).getInt();
                out.write(java.nio.ByteBuffer.allocate(4).putInt(length).array());
                out.write(body);
            }
        }

        private static void append(ByteArrayOutputStream batch, DataInputStream in, byte type) throws IOException {
            var length = in.readInt();
            batch.write(type);
            batch.write(java.nio.ByteBuffer.allocate(4).putInt(length).array());
            batch.write(in.readNBytes(length - 4));
        }

        /** Pass a request on or cut; tell whether the wire is cut. */
        private boolean request(ByteArrayOutputStream batch, OutputStream out) throws IOException {
            var hit = word.isEmpty()
                    ? requests.incrementAndGet() == number
                    : batch.toString(StandardCharsets.ISO_8859_1).contains(word)
                            && requests.incrementAndGet() == number;
            if (hit) {
                this.hit = true;
                before.run();
            }
            if (hit && moment == Moment.BEFORE) {
                cut();
                return true;
            }
            dropping = hit && moment != null;
            out.write(batch.toByteArray());
            if (hit) {
                after.run();
            }
            if (hit && moment == Moment.DURING) {
                cut();
            }
            return dropping;
        }

        private void serverToClient() {
            try {
                var in = server.getInputStream();
                var buffer = new byte[8192];
                for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!dropping) {
                        client.getOutputStream().write(buffer, 0, read);
                    } else if (new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("Z\0\0\0\5")) {
                        break;
                    }
                }
                cut();
            } catch (IOException e) {
                cut();
            }
        }

        private void cut() {
            if (deadly && hit) {
                die();
            }
            close();
        }

        private void close() {
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
