package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smoke of the compose stack, with programs in the stack's place: it goes through, and no refusal on its way is overlooked. */
class SmokeScriptTest {

    private static final Path SMOKE = Path.of("src/docker/smoke");

    @TempDir
    Path folder;

    @BeforeEach
    void layOut() throws IOException {
        file(SMOKE + "/run", Compose.text(SMOKE.resolve("run")));
        file(SMOKE + "/target.sql", "");
        file("secrets/smoke", "secret");
        var variables = new ArrayList<>(List.of("SLIPWAY_SECRETS=" + folder.resolve("secrets")));
        Compose.example().keySet().stream()
                .filter(name -> name.matches(".*(PASSWORD|TOKEN)"))
                .forEach(name -> variables.add(name + "=secret"));
        file(".env", String.join("\n", variables));
        program("sleep", "exit 0");
        program("jq", "grep -o '[0-9][0-9]*' || true");
        program("docker", "case \"$*\" in *' -At '*) cat ledger ;; *) : ;; esac");
        program("java", """
                case "$3" in
                  token) echo token ;;
                  rollout) echo rollout >>calls; until [ -e released ]; do /bin/sleep 0.05; done; echo 1 >ledger ;;
                esac""");
        program("curl", """
                case "$*" in
                  *search*ApproveChange* | *ApproveChange*search) echo '{"items":[{"userTaskKey":11}]}' ;;
                  *search*ReleaseStage* | *ReleaseStage*search) echo '{"items":[{"userTaskKey":22}]}' ;;
                  *completion) echo "${*##*/user-tasks/}" >>calls; case "$*" in *22/completion) touch released ;; esac ;;
                esac""");
    }

    @Test
    void completesEachTaskOnceAndAsksTwice() throws IOException {
        var end = run();

        assertThat(end.exitCode()).as(end.output()).isZero();
        assertThat(end.output()).endsWith("The migration was applied once.\n");
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactlyInAnyOrder("rollout", "11/completion", "22/completion", "rollout");
    }

    @Test
    void failsWhenCamundaRefuses() throws IOException {
        program("curl", "echo 'curl: (22) The requested URL returned error: 403' >&2; exit 22");

        var end = run();

        assertThat(end.exitCode()).isEqualTo(22);
        assertThat(end.output()).contains("error: 403");
    }

    @Test
    void failsWhenTheClientDoes() throws IOException {
        program("java", "case \"$3\" in token) echo token ;; rollout) exit 4 ;; esac");

        assertThat(run().exitCode()).isEqualTo(4);
    }

    @Test
    void failsWhenTheLedgerTellsAnother() throws IOException {
        program("docker", "case \"$*\" in *' -At '*) echo '1 1' ;; *) : ;; esac");

        var end = run();

        assertThat(end.exitCode()).isEqualTo(1);
        assertThat(end.output()).endsWith("the target's ledger holds '1 1' instead of version 1\n");
    }

    private Program run() {
        var path = "%s:%s".formatted(folder.resolve("programs"), System.getenv("PATH"));
        var run = Program.start(
                Map.of("PATH", path),
                List.of("bash", folder.resolve(SMOKE).resolve("run").toString()));
        run.exitCode();
        return run;
    }

    private Path file(String where, String text) throws IOException {
        var file = folder.resolve(where);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void program(String name, String script) throws IOException {
        assertThat(file("programs/" + name, "#!/bin/sh\n" + script + "\n")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
    }
}
