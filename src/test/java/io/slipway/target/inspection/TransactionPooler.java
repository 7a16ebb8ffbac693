package io.slipway.target.inspection;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/**
 * A pooler on a port of its own that hands its client's transactions to two server processes in turn, as PgBouncer may do.
 *
 * <p>It speaks just enough of the protocol: the server must ask for no password, and cancelling is not passed on.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int TLS_OR_GSS = 80877103 >> 8;

    private final ServerSocket socket;
    private final int server;

    TransactionPooler(int server) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        Thread.startVirtualThread(this::accept);
    }

    /** Return the JDBC URL that leads through the pooler to a database. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(socket.getLocalPort(), database);
    }

    private void accept() {
        try {
            while (true) {
                var client = new Wire(socket.accept());
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException closed) {
            // The pooler was closed, which ends it.
        }
    }

    private void serve(Wire client) {
        try (client) {
            var startup = client.readStartup();
            while (startup.isEncryptionRequest()) {
                client.out().write('N');
                client.out().flush();
                startup = client.readStartup();
            }
            try (var one = login(startup);
                    var other = login(startup)) {
                one.answerTo(client, true);
                other.answerTo(null, true);
                take(client, List.of(one, other));
            }
        } catch (IOException gone) {
            // Either side hung up; closing both is all there is to do.
        }
    }

    private Wire login(Message startup) throws IOException {
        var wire = new Wire(new Socket(InetAddress.getLoopbackAddress(), server));
        wire.write(startup);
        wire.out().flush();
        return wire;
    }

    private static void take(Wire client, List<Wire> servers) throws IOException {
        var turn = 0;
        while (true) {
            var request = client.read();
            if (request.type() == 'X') {
                return;
            }
            servers.get(turn).write(request);
            if (request.type() == 'Q' || request.type() == 'S') {
                servers.get(turn).out().flush();
                if (servers.get(turn).answerTo(client, false)) {
                    turn = 1 - turn;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A message with its type, 0 for the one that has none. */
    private record Message(int type, byte[] body) {

        boolean isEncryptionRequest() {
            return body.length == Integer.BYTES && number() >> 8 == TLS_OR_GSS;
        }

        private int number() {
            return java.nio.ByteBuffer.wrap(body).getInt();
        }
    }

    /** One side of the pooler. */
    private record Wire(Socket socket, DataInputStream in, DataOutputStream out) implements AutoCloseable {

        Wire(Socket socket) throws IOException {
            this(
                    socket,
                    new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                    new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream())));
        }

        Message readStartup() throws IOException {
            return new Message(0, in.readNBytes(in.readInt() - Integer.BYTES));
        }

        Message read() throws IOException {
            var type = in.readUnsignedByte();
            return new Message(type, in.readNBytes(in.readInt() - Integer.BYTES));
        }

        void write(Message message) throws IOException {
            if (message.type() != 0) {
                out.write(message.type());
            }
            out.writeInt(message.body().length + Integer.BYTES);
            out.write(message.body());
        }

        /** Pass an answer on, with a made-up process number; tell whether no transaction is open behind it. */
        boolean answerTo(@org.jspecify.annotations.Nullable Wire client, boolean login) throws IOException {
            while (true) {
                var answer = read();
                if (client != null) {
                    client.write(login && answer.type() == 'K' ? new Message('K', new byte[8]) : answer);
                }
                if (answer.type() == 'Z') {
                    if (client != null) {
                        client.out().flush();
                    }
                    return answer.body()[0] == 'I';
                }
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
