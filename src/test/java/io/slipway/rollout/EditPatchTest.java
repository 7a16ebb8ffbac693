package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.ChangeEdit;
import io.slipway.change.IssueCommands;
import io.slipway.change.patch.EditPatch;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Issue;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The files of a release are edited in the issue, and git applies what came of it to the commit. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class EditPatchTest {

    private static final String TARGET = "dev-1/orders_dev";

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    EditPatch patch;

    @TempDir
    Path folder;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    @Test
    void isAppliedByGitSoThatTheNextReleaseHasTheSameFiles() throws Exception {
        var texts = Map.of(
                "db/V1__note.sql", "CREATE TABLE note (\n    id int\n)",
                "db/V2__more.sql", "-- one\n-- two\n-- three\n-- four\nCREATE TABLE more (id int);\n-- end\n",
                "db/V3__same.sql", "CREATE TABLE same (id int);\r\n");
        Issue issue = flow.openRelease(texts, TARGET);
        assertThat(patch.of(issue)).isEmpty();

        Issue edited = commands.edit(
                flow.account("developer"),
                issue.id(),
                ChangeEdit.files(List.of(
                        new ReleaseDraft.File("db/V1__note.sql", "CREATE TABLE note (\n    id bigint\n)"),
                        new ReleaseDraft.File(
                                "db/V2__more.sql",
                                "-- one\n-- two\n-- three\n-- four\nCREATE TABLE more (id bigint);\n-- end"))));

        write(texts);
        apply(patch.of(edited));
        assertThat(folder.resolve("db/V1__note.sql")).hasContent("CREATE TABLE note (\n    id bigint\n)");
        assertThat(Files.readString(folder.resolve("db/V2__more.sql")))
                .isEqualTo("-- one\n-- two\n-- three\n-- four\nCREATE TABLE more (id bigint);\n-- end");
        assertThat(Files.readString(folder.resolve("db/V3__same.sql"))).isEqualTo(texts.get("db/V3__same.sql"));
    }

    @Test
    void saysNothingOfSqlThatWasTyped() {
        Issue issue = flow.open("CREATE TABLE note (id int)", TARGET);

        Issue edited = commands.edit(flow.account("developer"), issue.id(), "CREATE TABLE note (id bigint)");

        assertThat(patch.of(edited)).isEmpty();
    }

    private void write(Map<String, String> texts) throws IOException {
        for (var text : texts.entrySet()) {
            var file = folder.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
    }

    private void apply(String diff) throws Exception {
        var file = folder.resolve("issue.patch");
        Files.writeString(file, diff);
        var git = new ProcessBuilder("git", "apply", "--verbose", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(git.getInputStream().readAllBytes());
        assertThat(git.waitFor()).as(said + diff).isZero();
    }
}
