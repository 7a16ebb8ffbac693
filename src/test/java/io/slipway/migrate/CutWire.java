package io.slipway.migrate;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire to the server that is cut once, at the n-th request or at one that holds a word. */
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
    private final Moment moment;
    private final AtomicInteger requests = new AtomicInteger();

    CutWire(int serverPort, int number, String word, Moment moment) throws IOException {
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
                var client = listener.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                var line = new Line(client, server);
                Thread.ofVirtual().start(line::clientToServer);
                Thread.ofVirtual().start(line::serverToClient);
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Line {

        private final Socket client;
        private final Socket server;
        private volatile boolean dropping;

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
            if (hit && moment == Moment.BEFORE) {
                cut();
                return true;
            }
            dropping = hit;
            out.write(batch.toByteArray());
            if (hit && moment == Moment.DURING) {
                cut();
            }
            return hit;
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
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
