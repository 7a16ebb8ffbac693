package io.slipway.target.ledger;

import io.slipway.failure.OutcomeException;
import org.springframework.modulith.NamedInterface;

/** The ledger cannot be made, or is one that this Slipway must not write. */
@NamedInterface("ledger")
public final class LedgerUnusableException extends OutcomeException {

    private LedgerUnusableException(String code, String message, String help) {
        super(code, message, help);
    }

    public static LedgerUnusableException newer(String place, int found, int known) {
        return new LedgerUnusableException(
                "ledger-newer",
                "The ledger in %s has version %d, this Slipway knows %d.".formatted(place, found, known),
                "Use a Slipway at least as new as the one that wrote it.");
    }

    static LedgerUnusableException badSchema(String schema) {
        return new LedgerUnusableException(
                "ledger-schema-invalid",
                "The ledger cannot have the schema '%s'.".formatted(schema),
                "Set 'slipway.migration.ledger-schema' to a name of its own: 3 to 40 lower-case letters, digits and '_', not beginning"
                        + " with a digit or 'pg_'.");
    }

    public static LedgerUnusableException copied(String target) {
        return new LedgerUnusableException(
                "ledger-copied",
                "The ledger of target '%s' was made in another database or on another server: it came here with a copy."
                        .formatted(target),
                "Say with 'slipway ledger' whether its revisions are true here, then try again.");
    }

    static LedgerUnusableException notPermitted(String schema, String role) {
        return new LedgerUnusableException(
                "ledger-not-permitted",
                "Role '%s' may not make the ledger in schema '%s'.".formatted(role, schema),
                "Have the database's owner run CREATE SCHEMA \"%s\" AUTHORIZATION \"%s\".".formatted(schema, role));
    }

    static LedgerUnusableException notReadable(String target, String schema, String role, String grants) {
        return new LedgerUnusableException(
                "ledger-not-readable",
                "Role '%s' may not read the ledger of target '%s' in schema '%s'.".formatted(role, target, schema),
                "Have the schema's owner run " + grants);
    }

    public static LedgerUnusableException versionRecorded(String track, String version) {
        return new LedgerUnusableException(
                "version-already-recorded",
                "Version '%s' of track '%s' is recorded already.".formatted(version, track),
                "Name a version that the ledger does not hold.");
    }

    public static LedgerUnusableException superseded(String task, String target) {
        return new LedgerUnusableException(
                "attempt-superseded",
                "The attempt of '%s' has been followed by a newer one on target '%s'; it was stopped."
                        .formatted(task, target),
                "Nothing to do: the newer attempt carries on.");
    }

    public static LedgerUnusableException otherText(String track, String version) {
        return new LedgerUnusableException(
                "held-text-changed",
                "Version '%s' of track '%s' is not recorded with the text that was decided on."
                        .formatted(version, track),
                "Look at the target's revisions, and decide again.");
    }
}
