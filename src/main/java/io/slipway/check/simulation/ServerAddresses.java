package io.slipway.check.simulation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a server can be reached, by name and by address, so that it is recognised under another name. */
final class ServerAddresses {

    private static final String DEFAULT_PORT = "5432";

    private final Set<String> own;
    private final Map<String, Boolean> asked = new HashMap<>();

    private ServerAddresses(Set<String> own) {
        this.own = own;
    }

    /** Take the servers that a JDBC URL names. */
    static ServerAddresses of(String url) {
        return new ServerAddresses(
                addresses(url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("[/?].*$", "")));
    }

    /** Tell whether one of the servers, given as {@code host:port} separated by commas, is one of these. */
    boolean include(String servers) {
        return asked.computeIfAbsent(
                servers, unknown -> addresses(unknown).stream().anyMatch(own::contains));
    }

    private static Set<String> addresses(String servers) {
        return Arrays.stream(servers.toLowerCase(Locale.ROOT).split(","))
                .flatMap(ServerAddresses::addressesOfOne)
                .collect(Collectors.toSet());
    }

    private static Stream<String> addressesOfOne(String server) {
        int colon = server.lastIndexOf(':');
        boolean withPort = colon > server.lastIndexOf(']');
        String host = withPort ? server.substring(0, colon) : server;
        String port = withPort ? server.substring(colon + 1) : DEFAULT_PORT;
        var found = new HashSet<String>();
        found.add(host);
        found.addAll(resolved(host));
        return found.stream().map(address -> address + ":" + port);
    }

    /** Look a name up; one that nobody knows is compared as it is written. */
    private static Set<String> resolved(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> address.isLoopbackAddress() ? "loopback" : address.getHostAddress())
                    .collect(Collectors.toSet());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }
}
