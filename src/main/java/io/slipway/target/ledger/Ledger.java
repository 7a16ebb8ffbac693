package io.slipway.target.ledger;

import io.slipway.target.Catalogue;
import io.slipway.target.Connections;
import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/** The record in a target of what was applied to it: the truth, whatever Slipway's own database says. */
@NamedInterface("ledger")
public final class Ledger {

    public static final String DEFAULT_SCHEMA = "slipway";

    /** Plain names alone, so that SQL which means the ledger is recognised however it is written. */
    private static final Pattern NAME = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{2,39}");

    private final String schema;
    private final LedgerSchema tables;

    /**
     * The ledger in a schema of that name in each target.
     *
     * @throws LedgerUnusableException if a schema cannot be called so
     */
    public Ledger(String schema) {
        if (!NAME.matcher(schema).matches() || schema.equals("public") || schema.equals("information_schema")) {
            throw LedgerUnusableException.badSchema(schema);
        }
        this.schema = schema;
        this.tables = new LedgerSchema(schema);
    }

    public String schema() {
        return schema;
    }

    /** Step into the ledger within the connection's open transaction. */
    public LedgerAccess enter(Connection connection, String scope) throws SQLException {
        return new LedgerAccess(connection, schema, scope);
    }

    /** Try to take the target's lock until the open transaction ends; never waits. */
    public boolean tryLock(Connection connection, String scope) throws SQLException {
        return Rows.flag(connection, "SELECT pg_catalog.pg_try_advisory_xact_lock(?)", lockKey(scope));
    }

    /** Try to take the target's lock until it is given back or the server process ends; never waits. */
    public boolean tryLockSession(Connection connection, String scope) throws SQLException {
        return Rows.flag(connection, "SELECT pg_catalog.pg_try_advisory_lock(?)", lockKey(scope));
    }

    public void unlockSession(Connection connection, String scope) throws SQLException {
        Rows.flag(connection, "SELECT pg_catalog.pg_advisory_unlock(?)", lockKey(scope));
    }

    /**
     * Tell whether the ledger accounts for this target; for a schema, whether it accounts for that schema.
     *
     * @throws LedgerUnusableException if it is newer than this Slipway, or came here with a copy of another database
     */
    public boolean accountsFor(Connection connection, Target target) throws SQLException {
        var version = tables.version(connection);
        tables.refuseNewer(version);
        if (version > 0 && tables.isCopy(connection)) {
            throw LedgerUnusableException.copied(target.name());
        }
        return version > 0
                && Rows.flag(
                        connection,
                        "SELECT EXISTS (SELECT FROM %s.fence WHERE scope OPERATOR(pg_catalog.=) ?)"
                                .formatted(Identifiers.quoted(schema)),
                        target.scope());
    }

    /** Return the version of the ledger that is there, 0 if there is none; one too new is refused. */
    public int version(Connection connection) throws SQLException {
        var version = tables.version(connection);
        tables.refuseNewer(version);
        return version;
    }

    /** Tell whether there is a ledger at all; this needs no right to it. */
    public boolean present(Connection connection) throws SQLException {
        return tables.present(connection);
    }

    /** Tell whether the ledger was made in another database than this one, so that it came here with a copy. */
    public boolean isCopy(Connection connection) throws SQLException {
        return tables.isCopy(connection);
    }

    /** Tell whether the target holds relations, functions or types that are neither the system's, an extension's nor ours. */
    public boolean hasUserObjects(Connection connection, Target target) throws SQLException {
        return Rows.flag(connection, UserObjects.QUERY, schema, target.scope(), target.scope());
    }

    /**
     * Make or upgrade the ledger in the open transaction and have it account for the target.
     *
     * @throws BaselineRequiredException if there are objects that it cannot account for
     */
    public void open(Connection connection, Target target) throws SQLException {
        if (!accountsFor(connection, target) && hasUserObjects(connection, target)) {
            throw new BaselineRequiredException(target.name());
        }
        adopt(connection, target);
    }

    /** Return the revisions of a target, oldest first; none if it has no ledger. */
    public List<Revision> revisions(Connections connections, Target target) {
        return new LedgerSession(this, connections).read(target, "revisions", connection -> {
            if (!accountsFor(connection, target)) {
                return List.of();
            }
            return enter(connection, target.scope()).revisions();
        });
    }

    /**
     * What a target holds.
     *
     * @param revisions its revisions, oldest first
     * @param epoch of the newest attempt that it has seen, 0 if it has seen none
     * @param fingerprint of what it is made of without the ledger
     * @param parts what was committed of versions that are not there as a whole
     */
    public record Survey(List<Revision> revisions, long epoch, String fingerprint, List<CommittedSegment> parts) {}

    /**
     * Look at what a target holds, on one connection and in one transaction.
     *
     * @throws BaselineRequiredException if it holds objects for which no ledger accounts (law 9)
     */
    public Survey survey(Connections connections, Target target) {
        return new LedgerSession(this, connections).read(target, "survey", connection -> {
            boolean accounted = accountsFor(connection, target);
            if (!accounted && hasUserObjects(connection, target)) {
                throw new BaselineRequiredException(target.name());
            }
            var fingerprint = new Catalogue(schema(), target.schema()).fingerprint(connection);
            return accounted
                    ? accounted(connection, target, fingerprint)
                    : new Survey(List.of(), 0, fingerprint, List.of());
        });
    }

    private Survey accounted(Connection connection, Target target, String fingerprint) throws SQLException {
        var access = enter(connection, target.scope());
        return new Survey(access.revisions(), epoch(connection, target), fingerprint, access.committedParts());
    }

    private long epoch(Connection connection, Target target) throws SQLException {
        return Rows.first(
                        connection,
                        "SELECT epoch FROM %s.fence WHERE scope OPERATOR(pg_catalog.=) ?"
                                .formatted(Identifiers.quoted(schema)),
                        row -> row.getLong(1),
                        target.scope())
                .orElse(0L);
    }

    /** Tell whether a ledger accounts for the target. */
    public boolean hasLedger(Connections connections, Target target) {
        return new LedgerSession(this, connections)
                .read(target, "ledger", connection -> accountsFor(connection, target));
    }

    /**
     * Make a ledger that came with a copy one of this database, on a person's word; tell whether it was that of another.
     *
     * @param keep whether its revisions are true here; else they are kept under another name, and the target has none
     */
    public boolean takeOver(Connections connections, Target target, boolean keep) {
        var taken = new AtomicBoolean();
        new LedgerSession(this, connections).write(target, "take over", connection -> {
            if (tables.version(connection) > 0 && tables.isCopy(connection)) {
                tables.takeOver(connection, keep);
                taken.set(true);
            }
        });
        return taken.get();
    }

    /** Record on a person's word that a version is in the target. */
    public void mark(Connections connections, Target target, Revision revision) {
        new LedgerSession(this, connections).write(target, "mark", connection -> {
            adopt(connection, target);
            var access = enter(connection, target.scope());
            if (access.revisions().stream().anyMatch(revision::isSameVersion)) {
                throw LedgerUnusableException.versionRecorded(revision.track(), revision.version());
            }
            access.record(revision.as(Revision.Kind.MARKED));
        });
    }

    /**
     * Record on a person's word that a version which is there with an earlier text counts as one with this text. Repeated, it changes
     * nothing.
     *
     * @param heldSha256 the hash of the text that is there
     */
    public void restate(Connections connections, Target target, Revision revision, String heldSha256) {
        new LedgerSession(this, connections).write(target, "restate", connection -> {
            var access = enter(connection, target.scope());
            if (!access.raise(revision.epoch())) {
                throw LedgerUnusableException.superseded(revision.task(), target.name());
            }
            if (!access.restate(revision, heldSha256)
                    && access.revisions().stream()
                            .filter(revision::isSameVersion)
                            .noneMatch(found -> found.sha256().equals(revision.sha256()))) {
                throw LedgerUnusableException.otherText(revision.track(), revision.version());
            }
        });
    }

    /** Make or upgrade the ledger in the open transaction and have it account for the target, whatever the target holds. */
    void adopt(Connection connection, Target target) throws SQLException {
        tables.upgrade(connection, target.reader().username());
        var access = enter(connection, target.scope());
        if (access.epoch().isEmpty()) {
            access.raise(0);
        }
        access.leave();
    }

    /** Tell whether a role may read the ledger that is there. */
    public boolean isReadable(Connection connection, String role) throws SQLException {
        return tables.isReadable(connection, role);
    }

    /** Return the statements that let a role read the ledger. */
    public String grants(String role) {
        return tables.grants(role);
    }

    LedgerUnusableException notReadable(Target target) {
        var reader = target.reader().username();
        return LedgerUnusableException.notReadable(target.name(), schema, reader, grants(reader));
    }

    private long lockKey(String scope) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(("slipway\n" + schema + "\n" + scope).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
