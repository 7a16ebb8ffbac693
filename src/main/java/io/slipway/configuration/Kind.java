package io.slipway.configuration;

/** The kinds of entries, each after those it refers to. */
enum Kind {
    ENVIRONMENT("environment", "environment"),
    WINDOW("maintenance window", "maintenance_window"),
    ACCOUNT("account", "account"),
    PROJECT("project", "project"),
    INSTANCE("instance", "instance"),
    DATABASE("database", "database"),
    GROUP("database group", "database_group"),
    FREEZE("freeze", "change_freeze");

    private final String label;
    private final String table;

    Kind(String label, String table) {
        this.label = label;
        this.table = table;
    }

    /** Return the word for it in the middle of a sentence. */
    String label() {
        return label;
    }

    /** Return the key of its section in a file. */
    String section() {
        return switch (this) {
            case WINDOW -> "windows";
            case GROUP -> "groups";
            default -> label + "s";
        };
    }

    /** Return the words that begin a sentence about one of the kind. */
    String titled(String key) {
        return Character.toUpperCase(label.charAt(0)) + label.substring(1) + " '" + key + "'";
    }

    String table() {
        return table;
    }
}
