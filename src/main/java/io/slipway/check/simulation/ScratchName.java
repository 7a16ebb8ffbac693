package io.slipway.check.simulation;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a throw-away database and of the role that owns what is in it; it says when it was made. */
record ScratchName(String text, Instant madeAt) {

    /** The beginning of every such name, escaped for LIKE. */
    static final String LIKE = "slipway\\_scratch\\_%";

    private static final Pattern TEXT = Pattern.compile("slipway_scratch_(\\d{10,12})_[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 6;

    static ScratchName at(Instant now) {
        var random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        var text = "slipway_scratch_%d_%s"
                .formatted(now.getEpochSecond(), HexFormat.of().formatHex(random));
        return new ScratchName(text, Instant.ofEpochSecond(now.getEpochSecond()));
    }

    /** Recognise a name that was made here; anything else is somebody else's database. */
    static Optional<ScratchName> recognise(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ScratchName(text, Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))))
                : Optional.empty();
    }
}
