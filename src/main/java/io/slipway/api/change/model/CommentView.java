package io.slipway.api.change.model;

import java.time.Instant;

/** What somebody said of an issue. */
public record CommentView(String account, String text, Instant createdAt) {}
