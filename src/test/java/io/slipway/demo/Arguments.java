package io.slipway.demo;

import java.util.List;

/**
 * What the command line asks for.
 *
 * @param fresh whether what an earlier run kept is removed first
 * @param exit whether the demo ends after its last step
 * @param manual whether the reader does the people's steps
 */
record Arguments(boolean fresh, boolean exit, boolean manual) {

    private static final List<String> KNOWN = List.of("--fresh", "--exit", "--manual");

    static Arguments of(List<String> arguments) {
        arguments.stream()
                .filter(argument -> !KNOWN.contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw DemoFailedException.usage(unknown);
                });
        return new Arguments(
                arguments.contains("--fresh"), arguments.contains("--exit"), arguments.contains("--manual"));
    }
}
