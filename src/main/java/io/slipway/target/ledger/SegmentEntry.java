package io.slipway.target.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** What a target's ledger says of one segment of a file. */
@NamedInterface("ledger")
public record SegmentEntry(
        int position,
        String sha256,
        State state,
        long epoch,
        Backend backend,
        @Nullable String expectation,
        boolean refusedByServer) {

    /** How far a segment has come. */
    @NamedInterface("ledger")
    public enum State {
        /** It was about to run; whether it did is for the catalogue to say. */
        INTENT,
        /** It ran and was committed. */
        DONE
    }
}
