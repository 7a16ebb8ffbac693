package io.slipway.api.change.model;

import java.util.List;

/** The execution of an issue's plan. */
public record RolloutView(String name, String issue, String status, List<StageView> stages, List<String> actions) {}
