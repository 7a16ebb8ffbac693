package io.slipway.api.project;

import io.slipway.api.model.PageView;
import io.slipway.failure.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for; the token holds the id of the last item seen, so that pages never shift. */
public record Page(int size, long after) {

    private static final int DEFAULT_SIZE = 100;
    private static final int LARGEST_SIZE = 1000;
    private static final String PREFIX = "after:";

    /** Read the request's parameters. */
    public static Page of(@Nullable Integer pageSize, @Nullable String pageToken) {
        var size = pageSize == null ? DEFAULT_SIZE : pageSize;
        if (size < 1 || size > LARGEST_SIZE) {
            throw refusal("page-size-invalid", "pageSize %d is not between 1 and %d.".formatted(size, LARGEST_SIZE));
        }
        return new Page(size, pageToken == null || pageToken.isEmpty() ? 0 : after(pageToken));
    }

    /** Return how many items to read: one more than fit, to know whether there are more. */
    public int limit() {
        return size + 1;
    }

    /** Return the page of items that were read by {@link #after} and {@link #limit}. */
    public <T, V> PageView<V> view(List<T> read, ToLongFunction<T> id, Function<T, V> view) {
        var items = read.stream().limit(size).toList();
        var next = read.size() > size ? token(id.applyAsLong(items.getLast())) : null;
        return new PageView<>(items.stream().map(view).toList(), next);
    }

    private static String token(long id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((PREFIX + id).getBytes(StandardCharsets.UTF_8));
    }

    private static long after(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return Long.parseLong(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException notOurs) {
            throw refusal("page-token-invalid", "pageToken '%s' is none that a list gave.".formatted(token));
        }
        throw refusal("page-token-invalid", "pageToken '%s' is none that a list gave.".formatted(token));
    }

    private static RejectedException refusal(String code, String message) {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                code,
                message,
                "Send the 'nextPageToken' of the page before, or none.");
    }
}
