package io.slipway.process;

/** The versions of Camunda that Slipway works with; another is refused at the start. */
enum EngineVersion {
    /** For development and tests only: it is out of maintenance. */
    V8_6,
    /** For production, with a protected API. */
    V8_9;

    static EngineVersion of(String gateway) {
        if (gateway.startsWith("8.6.")) {
            return V8_6;
        }
        if (gateway.startsWith("8.9.")) {
            return V8_9;
        }
        throw new IllegalStateException(
                "Camunda '%s' is not supported. Use 8.9, or 8.6.0 for development.".formatted(gateway));
    }
}
