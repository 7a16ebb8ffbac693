package io.slipway.project;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name as a person typed it, read as that of a target or of a group. */
sealed interface TargetName {

    /** The full resource name of a target. */
    Pattern TARGET =
            Pattern.compile("instances/(?<instance>[^/]+)/databases/(?<database>[^/]+)(?:/schemas/(?<schema>[^/]+))?");

    /** The short name of a target. */
    Pattern SHORT = Pattern.compile("(?<instance>[^/]+)/(?<database>[^/]+)(?:/(?<schema>[^/]+))?");

    /** The full resource name of a group. */
    Pattern GROUP = Pattern.compile("projects/(?<project>[^/]+)/databaseGroups/(?<group>[^/]+)");

    /** A database, all its schemas, or one of them. */
    record OfTarget(
            String written,
            String instance,
            String database,
            @Nullable String schema) implements TargetName {

        @Override
        public boolean matches(TargetRef target) {
            return target.instance().name().equals(instance)
                    && target.database().name().equals(database)
                    && (schema == null || schema.equals(target.schema()));
        }
    }

    /** A group, of the project at hand unless another is named. */
    record OfGroup(String written, @Nullable String project, String group) implements TargetName {

        @Override
        public boolean matches(TargetRef target) {
            return false;
        }
    }

    /** Return the name as it was typed. */
    String written();

    /** Say whether the name by itself stands for the target. */
    boolean matches(TargetRef target);

    /** Read a name; what is neither form of a target's name is taken as a group's. */
    static TargetName of(String text) {
        var name = text.strip();
        var group = GROUP.matcher(name);
        if (group.matches()) {
            return new OfGroup(name, group.group("project"), group.group("group"));
        }
        for (var pattern : new Pattern[] {TARGET, SHORT}) {
            var target = pattern.matcher(name);
            if (target.matches()) {
                return new OfTarget(name, target.group("instance"), target.group("database"), target.group("schema"));
            }
        }
        return new OfGroup(name, null, name);
    }
}
