package io.slipway.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A database, or one schema in it, together with where it is: what a change is rolled out to. */
public record TargetRef(
        Database database,
        Instance instance,
        Environment environment,
        @Nullable String schema) {

    /** Return the resource name. */
    public String name() {
        return "instances/%s/databases/%s%s"
                .formatted(instance.name(), database.name(), schema == null ? "" : "/schemas/" + schema);
    }

    /** Return the short name people type, {@code instance/database} or {@code instance/database/schema}. */
    public String shortName() {
        return instance.name() + "/" + database.name() + (schema == null ? "" : "/" + schema);
    }

    /**
     * Return the SHA-256 over everything that decides where and how SQL would run here: what an approval binds.
     *
     * <p>Each part is written with its length, so that no two configurations have the same text.
     */
    public String address() {
        var parts = new ArrayList<String>();
        parts.add(environment.name());
        parts.add(instance.engine().name());
        addOptional(parts, instance.url());
        addOptional(parts, instance.directUrl());
        parts.add(instance.migrator().username());
        parts.add(database.name());
        addOptional(parts, schema);
        addOptional(parts, database.runAs());
        parts.add(String.valueOf(database.searchPath().size()));
        parts.addAll(database.searchPath());
        new TreeMap<>(database.variables()).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return sha256(parts);
    }

    private static void addOptional(List<String> parts, @Nullable String part) {
        parts.add(part == null ? "absent" : "present");
        parts.add(part == null ? "" : part);
    }

    private static String sha256(List<String> parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
