package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SlipwayApplication;
import io.slipway.deployment.Compose;
import io.slipway.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A machine that runs a pipeline's scripts by bash: a git repository with a commit, the image's {@code slipway} on the PATH, and a
 * {@code docker} that takes a command line as Docker does, and runs the image's entry point with nothing but what that hands on. The client
 * is the one of this working copy: tests run before it is packaged.
 */
final class PipelineMachine {

    private static final String IMAGE = "registry.example.com/slipway:1";

    private final Path home;
    private final Path repository;
    private final Path programs;

    /** Set the machine up in an empty folder, with a repository that holds these files. */
    PipelineMachine(Path home, Map<String, String> files) throws IOException {
        this.home = home;
        this.repository = Files.createDirectories(home.resolve("repository"));
        this.programs = Files.createDirectories(home.resolve("programs"));
        for (var file : files.entrySet()) {
            var path = repository.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        var classPath = Objects.requireNonNull(System.getProperty("java.class.path"));
        var java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
        program("slipway", Compose.text(Path.of("src/docker/slipway")));
        program("java", """
                #!/usr/bin/env bash
                # the packaged jar is not there yet: its classes are
                if [[ "$*" == *"-jar /opt/slipway/slipway.jar"* ]]; then
                  while [ "$1" != /opt/slipway/slipway.jar ]; do shift; done
                  shift
                  exec '%1$s' -XX:TieredStopAtLevel=1 -cp '%2$s' %3$s "$@"
                fi
                exec '%1$s' "$@"
                """.formatted(java, classPath, SlipwayApplication.class.getName()));
        program("docker", """
                #!/usr/bin/env bash
                set -euo pipefail
                [ "$1" = run ]
                shift
                inside=(PATH="$PATH")
                folder=/
                while [[ "$1" == --* ]]; do
                  case "$1" in
                    --rm) shift; continue ;;
                    --user) ;;
                    --volume) [ "${2%%%%:*}" = "${2#*:}" ] ;;
                    --workdir) folder="$2" ;;
                    --env) inside+=("$2=${!2-}") ;;
                    --env-file) while read -r name; do inside+=("$name=${!name-}"); done < "$2" ;;
                    *) echo "unknown: $1" >&2; exit 125 ;;
                  esac
                  shift 2
                done
                [ "$1" = %s ]
                shift
                cd "$folder"
                exec env -i "${inside[@]}" slipway "$@"
                """.formatted(IMAGE));
        run("""
                git init --quiet --initial-branch main .
                git config user.name Developer
                git config user.email developer@example.com
                git add .
                git commit --quiet --message 'Add tables'
                """, Map.of());
    }

    private void program(String name, String text) throws IOException {
        Files.writeString(programs.resolve(name), text);
        assertThat(programs.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    /** Write a jar that runs the client of this working copy, as the server hands one out. */
    Path clientJar() throws IOException {
        var manifest = new Manifest();
        var classPath = new StringBuilder();
        for (var entry :
                Objects.requireNonNull(System.getProperty("java.class.path")).split(java.io.File.pathSeparator)) {
            classPath.append(Path.of(entry).toUri()).append(' ');
        }
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SlipwayApplication.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, classPath.toString().strip());
        var jar = home.resolve("client.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    Path repository() {
        return repository;
    }

    /** Return a folder beside the repository, for what the pipeline's system keeps there. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }

    String commit() {
        return run("git rev-parse HEAD", Map.of()).strip();
    }

    /** Run a script as pipelines do, which end at the first command that fails; returns what it says. */
    String run(String script, Map<String, String> variables) {
        try (var program = start(script, variables)) {
            assertThat(program.exitCode())
                    .as("%s%n%s", script, program.output())
                    .isZero();
            return program.output();
        }
    }

    /** Start a script, with these variables and no others; a PATH among them goes before the machine's. */
    Program start(String script, Map<String, String> variables) {
        var builder = new ProcessBuilder(List.of("bash", "-e", "-o", "pipefail", "-c", script))
                .directory(repository.toFile());
        var environment = builder.environment();
        var path = String.join(
                ":",
                Objects.requireNonNullElse(variables.get("PATH"), ""),
                programs.toString(),
                environment.getOrDefault("PATH", "/usr/bin:/bin"));
        environment.clear();
        environment.putAll(variables);
        environment.put("PATH", path.startsWith(":") ? path.substring(1) : path);
        environment.put("HOME", home.toString());
        return Program.start(builder);
    }

    /** Return the variables of a file with a line each. */
    static Map<String, String> variables(Path file) throws IOException {
        var variables = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var parts = line.split("=", 2);
            variables.put(parts[0], parts[1]);
        }
        return variables;
    }
}
