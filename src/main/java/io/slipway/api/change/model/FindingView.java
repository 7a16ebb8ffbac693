package io.slipway.api.change.model;

import org.jspecify.annotations.Nullable;

/**
 * What a check says of a file on a stage's targets.
 *
 * @param code the rule
 * @param line from 1; absent where no line is meant
 */
public record FindingView(
        String environment,
        String level,
        String code,
        String path,
        @Nullable Integer line,
        String text,
        String help) {}
