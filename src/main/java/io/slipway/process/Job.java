package io.slipway.process;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as workers see it. Variables are untrusted: they can be set by anybody.
 *
 * @param model the version of the model that the process instance runs by, as the engine says
 * @param elementInstance the key of the element's instance, which a user task shares with its listener's job
 * @param alive to be called now and then while work goes on, so that the job is not given to another
 */
public record Job(
        long processInstance,
        Model model,
        long elementInstance,
        String element,
        Map<String, Object> variables,
        Runnable alive) {

    /** A version of a process model. */
    public record Model(long key, int version) {}

    /** Return a variable as text; missing or null is empty. */
    public String text(String name) {
        return Objects.toString(variables.get(name), "").strip();
    }

    /** Return a text as it was submitted, blanks at its ends included. */
    public String whole(String name) {
        return Objects.toString(variables.get(name), "");
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(variables.get(name));
    }

    /** Return an id that we minted; anything else is an id that nothing has. */
    public UUID id(String name) {
        try {
            return UUID.fromString(text(name));
        } catch (IllegalArgumentException e) {
            return NO_ID;
        }
    }

    private static final UUID NO_ID = new UUID(0, 0);

    /** Return a time with its offset, as date fields submit it; empty if there is none. */
    public Optional<Instant> instant(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw unreadable(name, text);
        }
    }

    /**
     * Return a time as date fields submit it, with their offset; where a zone is named as well, the same clock time there is meant.
     *
     * @throws UnreadableTimeException if there is no such zone, or no such time in it
     */
    public Optional<Instant> instant(String name, String zone) {
        if (text(zone).isEmpty()) {
            return instant(name);
        }
        ZoneId named = zone(zone);
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime local = localTime(name, text);
        if (named.getRules().getValidOffsets(local).isEmpty()) {
            throw new UnreadableTimeException(
                    "'%s' is skipped in '%s', where clocks go forward then.".formatted(local, named),
                    "Choose a time before or after.");
        }
        return Optional.of(local.atZone(named).toInstant());
    }

    /**
     * Return a time zone that was named; UTC if none was.
     *
     * @throws UnreadableTimeException if there is no such zone
     */
    public ZoneId zone(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new UnreadableTimeException(
                    "There is no time zone '%s'.".formatted(shortened(text)),
                    "Name one like 'Europe/Berlin' or 'UTC'.");
        }
    }

    private static LocalDateTime localTime(String name, String text) {
        try {
            return LocalDateTime.from(DateTimeFormatter.ISO_DATE_TIME.parse(text));
        } catch (DateTimeException e) {
            throw unreadable(name, text);
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static UnreadableTimeException unreadable(String name, String text) {
        return new UnreadableTimeException(
                "Field '%s' holds no time with an offset: '%s'.".formatted(name, shortened(text)),
                "Write it like 2026-03-01T02:00+01:00.");
    }

    /** A time or time zone that is none; what was submitted is shown shortened. */
    static final class UnreadableTimeException extends io.slipway.failure.RejectedException {
        UnreadableTimeException(String message, String help) {
            super(Reason.INVALID, "unreadable-time", message, help);
        }
    }

    /** Return the rows of a list that a form submitted, each with the form's fields beside its own; anything else is no list. */
    public List<Job> rows(String name) {
        return variables.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .limit(MAX_ROWS)
                        .map(row -> row((Map<?, ?>) row))
                        .toList()
                : List.of();
    }

    private Job row(Map<?, ?> fields) {
        var all = new HashMap<>(variables);
        fields.forEach((key, value) -> all.put(String.valueOf(key), value));
        return new Job(processInstance, model, elementInstance, element, all, alive);
    }

    private static final int MAX_ROWS = 100;

    /** Return a variable as it came, or null. */
    public @Nullable Object raw(String name) {
        return variables.get(name);
    }
}
