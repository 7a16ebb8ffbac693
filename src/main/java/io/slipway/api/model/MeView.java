package io.slipway.api.model;

import java.util.List;
import java.util.Map;

/**
 * Who the caller is.
 *
 * @param roles the caller's roles by the project's resource name
 */
public record MeView(
        String name,
        String kind,
        boolean administrator,
        List<String> emails,
        Map<String, List<String>> roles,
        List<String> actions) {}
