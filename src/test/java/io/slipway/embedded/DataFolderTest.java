package io.slipway.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path home;

    @Test
    void keepsTheDataOfARunThatCameUp() throws IOException {
        write(true);

        try (var data = DataFolder.open(home, false)) {
            assertThat(data.of("broker")).isDirectory();
        }
    }

    @Test
    void startsOverWhenTheFirstStartNeverCameUp() throws IOException {
        write(false);

        try (var data = DataFolder.open(home, false)) {
            assertThat(data.of("broker")).doesNotExist();
        }
    }

    @Test
    void startsOverWhenAskedTo() throws IOException {
        write(true);

        try (var data = DataFolder.open(home, true)) {
            assertThat(data.of("broker")).doesNotExist();
        }
    }

    @Test
    void refusesASecondRunOnTheSameData() {
        try (var first = DataFolder.open(home, false)) {
            assertThat(first.of("broker")).doesNotExist();

            assertThatThrownBy(() -> DataFolder.open(home, false))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("Another run uses the data in '%s'.".formatted(home));
        }
    }

    private void write(boolean cameUp) throws IOException {
        try (var data = DataFolder.open(home, false)) {
            Files.createDirectories(data.of("broker"));
            if (cameUp) {
                data.complete();
            }
        }
    }
}
