package io.slipway.mariadb.server;

import io.slipway.target.Connections.Login;
import io.slipway.target.Target;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a login goes, taken apart and found fit: one server and one database, no secrets, TLS verified off loopback.
 *
 * @param url as the driver takes it
 * @param address of the server, and the database behind it
 * @param verified whether only a server that has proved to be the one in the URL is talked to
 */
public record ServerUrl(String url, String address, String database, boolean loopback, boolean verified) {

    private static final Pattern URL = Pattern.compile(
            "jdbc:(?:mariadb|mysql)://(\\[[0-9A-Fa-f:.]+]|[^/:@?,()]+)(?::(\\d+))?/([^/?@]*)(?:\\?(.*))?");

    /** Everything else could turn protection off, or make the driver rewrite what it is given. */
    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "serversslcert", "truststore", "truststoretype", "connecttimeout");

    private static final String VERIFIED = "verify-full";

    /** Take a target's URL for a login. */
    static ServerUrl of(Target target, Login login) {
        var given = login == Login.READER ? target.url() : target.urlForMigrations();
        var parts = URL.matcher(given);
        if (!parts.matches()) {
            throw new RefusedByServerException(
                    "malformed-url",
                    "The URL of target '%s' is not a JDBC URL of MariaDB with one host.".formatted(target.name()),
                    "Write it as jdbc:mariadb://host:port/database.");
        }
        var host = parts.group(1);
        var loopback = isLoopback(host);
        var parameters = parts.group(4) == null ? "" : parts.group(4);
        var mode = mode(target, parameters, loopback);
        var port = parts.group(2) == null ? "3306" : parts.group(2);
        var database =
                java.net.URLDecoder.decode(parts.group(3).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        var url = "jdbc:mariadb://%s:%s/%s%s"
                .formatted(host, port, parts.group(3), parameters.isEmpty() ? "" : "?" + parameters);
        return new ServerUrl(
                url, "%s:%s/%s".formatted(host, port, database), database, loopback, VERIFIED.equals(mode));
    }

    private static String mode(Target target, String parameters, boolean loopback) {
        var mode = loopback ? "" : VERIFIED;
        for (var parameter : parameters.isEmpty() ? new String[0] : parameters.split("&")) {
            var name = parameter.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            if (!PARAMETERS.contains(name)) {
                throw new RefusedByServerException(
                        name.contains("user") || name.contains("password") ? "secret-in-url" : "url-parameter-refused",
                        "The URL of target '%s' has the parameter '%s', which is not taken."
                                .formatted(target.name(), name),
                        "Take it out; users and passwords belong into the target's credentials, by reference.");
            }
            if (name.equals("sslmode")) {
                mode = parameter.replaceFirst("^[^=]*=?", "").toLowerCase(Locale.ROOT);
            }
        }
        if (!loopback && !mode.equals(VERIFIED)) {
            throw new RefusedByServerException(
                    "tls-not-verified",
                    "The URL of target '%s' asks for sslMode '%s', which does not verify the server."
                            .formatted(target.name(), mode),
                    "Use sslMode=verify-full, with serverSslCert if the server's certificate is your own authority's.");
        }
        return mode;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
