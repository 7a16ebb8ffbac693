package io.slipway.mariadb.server;

/** Names written so that the server takes them as they are. */
public final class Names {

    private Names() {}

    public static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
