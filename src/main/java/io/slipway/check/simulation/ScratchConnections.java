package io.slipway.check.simulation;

import io.slipway.check.ScratchServer;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** The way into a scratch server, as its owner or as the role of one throw-away database. */
final class ScratchConnections {

    private final Connections connections = new Connections();
    private final ScratchServer server;

    ScratchConnections(ScratchServer server) {
        this.server = server;
    }

    /** Log in as the server's owner. */
    Connection asOwner() {
        return open(server.url(), server.owner());
    }

    /** Log in as the server's owner to one of its databases. */
    Connection asOwner(String database) {
        return open(urlOf(database, ""), server.owner());
    }

    /** Log in to a database as its role, with driver settings such as {@code options=…}. */
    Connection as(Credential role, String database, String settings) {
        return open(urlOf(database, settings), role);
    }

    private String urlOf(String database, String settings) {
        int query = server.url().indexOf('?');
        String path = query < 0 ? server.url() : server.url().substring(0, query);
        String kept = query < 0 ? "" : server.url().substring(query + 1) + "&";
        return path.substring(0, path.lastIndexOf('/') + 1) + database + "?" + kept + settings;
    }

    private Connection open(String url, Credential credential) {
        var target = new Target("scratch server", url, null, null, credential, credential, null, List.of(), Map.of());
        return connections.open(target, Connections.Login.MIGRATOR, "simulation");
    }
}
