package io.slipway.review;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** What somebody said of an issue. */
public record Comment(@Id long id, long issue, long account, String text, Instant createdAt) {}
