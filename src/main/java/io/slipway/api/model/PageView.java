package io.slipway.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextPageToken what to send as {@code pageToken} to get on; absent on the last page
 */
public record PageView<T>(List<T> items, @Nullable String nextPageToken) {}
