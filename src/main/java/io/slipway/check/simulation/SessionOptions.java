package io.slipway.check.simulation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a session starts with and falls back to on DISCARD ALL. */
record SessionOptions(Duration statementTimeout, List<String> searchPath, Map<String, String> variables) {

    /** Return the driver's {@code options} parameter. */
    String asUrlParameter() {
        var settings = new TreeMap<String, String>();
        settings.put("statement_timeout", Long.toString(statementTimeout.toMillis()));
        settings.put("lock_timeout", Long.toString(statementTimeout.toMillis()));
        if (!searchPath.isEmpty()) {
            settings.put(
                    "search_path",
                    searchPath.stream().map(SessionOptions::quoted).collect(Collectors.joining(",")));
        }
        variables.forEach((variable, value) -> settings.put("slipway." + variable, value));
        String options = settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + escaped(setting.getValue()))
                .collect(Collectors.joining(" "));
        return "options=" + URLEncoder.encode(options, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String quoted(String schema) {
        return '"' + schema.replace("\"", "\"\"") + '"';
    }

    /** Escape blanks and backslashes, at which the server would cut the value. */
    private static String escaped(String value) {
        return value.replaceAll("([\\s\\\\])", "\\\\$1");
    }
}
