package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine as the {@code slipway} script sees it: a PATH with a few plain tools, a home, and in the places where systems put their JDKs
 * only what the test puts there.
 */
final class ScriptMachine {

    private static final List<String> TOOLS = List.of("dirname", "readlink", "sed", "head", "find", "ls");

    private final Path folder;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    private ScriptMachine(Path folder) {
        this.folder = folder;
        this.tools = folder.resolve("tools");
    }

    static ScriptMachine in(Path folder) throws IOException {
        var machine = new ScriptMachine(folder.toRealPath());
        Files.createDirectories(machine.tools);
        for (String tool : TOOLS) {
            machine.onPath(tool, Program.onPath(tool).orElseThrow());
        }
        machine.environment.put("PATH", machine.tools.toString());
        machine.environment.put("HOME", machine.folder.resolve("home").toString());
        var script = Compose.text(Path.of("slipway"));
        // the places that are the same on every machine are moved below the folder
        machine.file("slipway/slipway", script.replaceAll("(?<=[ (])/(?=(usr|opt|Library)/)", machine.folder + "/"));
        return machine;
    }

    void variable(String name, Path value) {
        environment.put(name, value.toString());
    }

    void onPath(String name, Path program) throws IOException {
        Files.createSymbolicLink(tools.resolve(name), program);
    }

    /** Put a Maven on the PATH that does this. */
    void maven(String script) throws IOException {
        program("tools/mvn", script);
    }

    /** Put a JDK somewhere whose {@code java} says how it was called. */
    Path jdk(String where, String version) throws IOException {
        file(where + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        program(where + "/bin/java", "echo \"$0 $*\"");
        return folder.resolve(where);
    }

    Path jdkWithoutReleaseFile(String where, String version) throws IOException {
        program(where + "/bin/java", """
                case "$1" in
                  -version) echo 'openjdk version "%s" 2026-10-20' >&2 ;;
                  *) echo "$0 $*" ;;
                esac""".formatted(version));
        return folder.resolve(where);
    }

    Path file(String where, String text) throws IOException {
        var file = folder.resolve(where);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void program(String where, String script) throws IOException {
        assertThat(file(where, "#!/bin/sh\n" + script + "\n").toFile().setExecutable(true))
                .isTrue();
    }

    /** Run the script to its end. */
    End runs(String... arguments) {
        var bash = Program.onPath("bash").orElseThrow().toString();
        var command =
                new ArrayList<>(List.of(bash, folder.resolve("slipway/slipway").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var run = Program.start(builder);
        return new End(run.exitCode(), run.output());
    }

    /** How the script ended. */
    record End(int exitCode, String output) {

        void endsWith(int code, String text) {
            assertThat(output).isEqualTo(text);
            assertThat(exitCode).isEqualTo(code);
        }

        void startsWith(Path program) {
            assertThat(output).startsWith(program + " ");
            assertThat(exitCode).isZero();
        }
    }
}
