package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports of every piece of the platform, all on the loopback address. */
public record Ports(
        int postgres,
        int scratch,
        int openSearch,
        int gateway,
        int brokerCommand,
        int brokerInternal,
        int rest,
        int management,
        int tasklist,
        int tasklistManagement,
        int tasklistCluster,
        int operate,
        int operateManagement,
        int operateCluster) {

    private static final String VARIABLE = "SLIPWAY_PORT_";

    /** Return the demo's ports, each overridden by a variable such as {@code SLIPWAY_PORT_TASKLIST}. */
    public static Ports ofDemo() {
        return new Ports(
                port("POSTGRES", 5433),
                port("SCRATCH", 5434),
                port("OPENSEARCH", 9200),
                port("GATEWAY", 26500),
                port("BROKER_COMMAND", 26501),
                port("BROKER_INTERNAL", 26502),
                port("REST", 8088),
                port("MANAGEMENT", 9600),
                port("TASKLIST", 8080),
                port("TASKLIST_MANAGEMENT", 9601),
                port("TASKLIST_CLUSTER", 26503),
                port("OPERATE", 8081),
                port("OPERATE_MANAGEMENT", 9602),
                port("OPERATE_CLUSTER", 26504));
    }

    /** Return ports that nobody uses now. */
    public static Ports free() {
        var found = anyFree(14);
        return new Ports(
                found.get(0),
                found.get(1),
                found.get(2),
                found.get(3),
                found.get(4),
                found.get(5),
                found.get(6),
                found.get(7),
                found.get(8),
                found.get(9),
                found.get(10),
                found.get(11),
                found.get(12),
                found.get(13));
    }

    /** Return a port that nobody uses now. */
    public static int anyFree() {
        return anyFree(1).getFirst();
    }

    /** Return the variables by which a demo takes these ports. */
    public Map<String, String> variables() {
        return Map.ofEntries(
                variable("POSTGRES", postgres),
                variable("SCRATCH", scratch),
                variable("OPENSEARCH", openSearch),
                variable("GATEWAY", gateway),
                variable("BROKER_COMMAND", brokerCommand),
                variable("BROKER_INTERNAL", brokerInternal),
                variable("REST", rest),
                variable("MANAGEMENT", management),
                variable("TASKLIST", tasklist),
                variable("TASKLIST_MANAGEMENT", tasklistManagement),
                variable("TASKLIST_CLUSTER", tasklistCluster),
                variable("OPERATE", operate),
                variable("OPERATE_MANAGEMENT", operateManagement),
                variable("OPERATE_CLUSTER", operateCluster));
    }

    private static Map.Entry<String, String> variable(String piece, int port) {
        return Map.entry(VARIABLE + piece, Integer.toString(port));
    }

    /** Refuse when any port is taken, before anything has started. */
    void requireFree(boolean withOperate) {
        requireFree("PostgreSQL", postgres, "POSTGRES");
        requireFree("the scratch PostgreSQL", scratch, "SCRATCH");
        requireFree("OpenSearch", openSearch, "OPENSEARCH");
        requireFree("Zeebe's gateway", gateway, "GATEWAY");
        requireFree("the Zeebe broker", brokerCommand, "BROKER_COMMAND");
        requireFree("the Zeebe broker", brokerInternal, "BROKER_INTERNAL");
        requireFree("Zeebe's REST API", rest, "REST");
        requireFree("the Zeebe broker's management", management, "MANAGEMENT");
        requireFree("Tasklist", tasklist, "TASKLIST");
        requireFree("Tasklist's management", tasklistManagement, "TASKLIST_MANAGEMENT");
        requireFree("Tasklist", tasklistCluster, "TASKLIST_CLUSTER");
        if (withOperate) {
            requireFree("Operate", operate, "OPERATE");
            requireFree("Operate's management", operateManagement, "OPERATE_MANAGEMENT");
            requireFree("Operate", operateCluster, "OPERATE_CLUSTER");
        }
    }

    private static void requireFree(String component, int port, String variable) {
        if (!Machine.isFree(port)) {
            throw PlatformException.portInUse(component, port, VARIABLE + variable);
        }
    }

    private static int port(String variable, int usual) {
        return Optional.ofNullable(System.getenv(VARIABLE + variable))
                .map(Integer::parseInt)
                .orElse(usual);
    }

    private static List<Integer> anyFree(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
