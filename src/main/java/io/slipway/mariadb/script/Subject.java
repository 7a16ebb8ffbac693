package io.slipway.mariadb.script;

import org.springframework.modulith.NamedInterface;

/** An object of the database that a statement defines, changes or removes. */
@NamedInterface("script")
public record Subject(Type type, String name) {

    /** What is named; tables, views and sequences share one space of names. */
    @NamedInterface("script")
    public enum Type {
        RELATION,
        PROCEDURE,
        FUNCTION,
        TRIGGER,
        EVENT
    }

    static Subject relation(String name) {
        return new Subject(Type.RELATION, name);
    }
}
