package io.slipway.release;

import static io.slipway.release.MigrationKind.REPEATABLE;
import static io.slipway.release.MigrationKind.UNDO;
import static io.slipway.release.MigrationKind.VERSIONED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.failure.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFileNameTest {

    @ParameterizedTest
    @CsvSource({
        "1.2__add_x.sql, 1.2, add x",
        "db/migrations/v1.2__x.sql, 1.2, x",
        "V1__x.sql, 1, x",
        "V1_2__x_y.SQL, 1.2, x y",
        "V001__x.sql, 1, x",
        "0001_x.up.sql, 1, x",
        "20260301120000_add_email.up.sql, 20260301120000, add email",
        "0002_add_email.sql, 2, add email",
        "1.2-add.sql, 1.2, add",
        "1.0.3.sql, 1.0.3, ''",
        "1__.sql, 1, ''",
    })
    void readsVersionAndDescription(String path, String version, String description) {
        var name = MigrationFileName.parse(path);

        assertThat(name.kind()).isEqualTo(VERSIONED);
        assertThat(name.version()).contains(Version.parse(version));
        assertThat(name.key()).isEqualTo(version);
        assertThat(name.description()).isEqualTo(description);
        assertThat(name.path()).isEqualTo(path);
    }

    @Test
    void readsRepeatables() {
        var name = MigrationFileName.parse("views/R__all_views.sql");

        assertThat(name.kind()).isEqualTo(REPEATABLE);
        assertThat(name.version()).isEmpty();
        assertThat(name.key()).isEqualTo("R__all views");
    }

    @ParameterizedTest
    @CsvSource({"U1__x.sql, 1, x", "U1_2__x.sql, 1.2, x", "0001_x.down.sql, 1, x", "V3__x.down.sql, 3, x"})
    void readsUndoFiles(String path, String version, String description) {
        var name = MigrationFileName.parse(path);

        assertThat(name.kind()).isEqualTo(UNDO);
        assertThat(name.version()).contains(Version.parse(version));
        assertThat(name.description()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add_x.sql", "db/1/add_x.sql", "__x.sql", "Vx__1.sql", ".sql"})
    void saysHowToNameAFileWithoutVersion(String path) {
        assertThatExceptionOfType(InvalidFileNameException.class)
                .isThrownBy(() -> MigrationFileName.parse(path))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectedException.Reason.INVALID))
                .satisfies(
                        e -> assertThat(e.sentence())
                                .isEqualTo(
                                        "File '%s' has no version in its name. Name it by its version, two underscores and a description,"
                                                        .formatted(path)
                                                + " such as '1.2__add_email.sql', or 'R__views.sql' to apply it each time it changes."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1..2__x.sql", "1.__x.sql", "V1___x_.sql_.txt", "1234567890123456789__x.sql", "readme.md"})
    void refusesWhatIsNoVersionOrNoSql(String path) {
        assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> MigrationFileName.parse(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1__x\n.sql",
                "1__x\u0000.sql",
                "1__\u202Etxt.sql",
                "../1__x.sql",
                "db/../1__x.sql",
                "/1__x.sql",
                "C:\\1__x.sql"
            })
    void refusesPathsThatHideOrLeadOutside(String path) {
        assertThatExceptionOfType(InvalidFileNameException.class)
                .isThrownBy(() -> MigrationFileName.parse(path))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("[\\x00-\\x1F\\u202E]"));
    }

    @Test
    void refusesOverlongPaths() {
        assertThat(MigrationFileName.parse("1__" + "x".repeat(293) + ".sql").key())
                .isEqualTo("1");
        assertThatExceptionOfType(InvalidFileNameException.class)
                .isThrownBy(() -> MigrationFileName.parse("1__" + "x".repeat(294) + ".sql"))
                .withMessageEndingWith("…' has a path of 301 characters, more than 300.");
    }

    @Test
    void keepsLookingAlikeVersionsTogether() {
        assertThat(MigrationFileName.parse("V1__x.sql").key())
                .isEqualTo(MigrationFileName.parse("01.0__y.sql").key());
    }
}
