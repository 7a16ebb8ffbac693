package io.slipway.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnceTest {

    @TempDir
    Path temp;

    @Test
    void fillsAFolderOnceForAllThatAskAtTheSameTime() {
        var folder = temp.resolve("laid");
        var fillings = new AtomicInteger();

        IntStream.range(0, 8).parallel().forEach(n -> Once.fill(folder, empty -> fillings.incrementAndGet()));

        assertThat(fillings).hasValue(1);
        assertThat(Once.isFilled(folder)).isTrue();
    }

    @Test
    void startsOverWhatWasInterrupted() {
        var folder = temp.resolve("laid");
        assertThatThrownBy(() -> Once.fill(folder, empty -> {
                    Files.createFile(empty.resolve("half"));
                    throw new IOException("interrupted");
                }))
                .hasMessageContaining("interrupted");

        Once.fill(folder, empty -> Files.createFile(empty.resolve("whole")));

        assertThat(folder.resolve("half")).doesNotExist();
        assertThat(folder.resolve("whole")).exists();
    }
}
