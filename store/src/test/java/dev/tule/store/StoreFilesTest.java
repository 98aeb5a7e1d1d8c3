package dev.tule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link RocksStore} says about directories that it can't use, and disks that fail. */
@Timeout(60)
class StoreFilesTest {
    @TempDir private Path directory;

    private static void refused(Path directory, String... message) {
        assertThatThrownBy(() -> RocksStore.open(directory, StoreConfig.DEFAULT).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void aSecondStoreOfTheSameDirectoryIsRefused() {
        try (RocksStore first = RocksStore.open(directory, StoreConfig.DEFAULT)) {
            refused(directory, "holds", directory.toString());
            assertThat(first.limits()).isEqualTo(Limits.DEFAULT);
        }
        RocksStore.open(directory, StoreConfig.DEFAULT).close();
    }

    @Test
    void aStoreThatAnotherProcessHoldsIsRefused() throws Exception {
        Process holder = JavaProcess.start(List.of(), StoreHolder.class, directory.toString());
        try (BufferedReader lines = holder.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            refused(directory, "another process", directory.toString());
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        RocksStore.open(directory, StoreConfig.DEFAULT).close();
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        RocksStore.open(directory, StoreConfig.DEFAULT).close();
        Files.writeString(directory.resolve("FORMAT"), "tule-store 99\n");

        refused(directory, "tule-store 99", "tule-store 1");
    }

    @Test
    void aDirectoryOfOtherThingsIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(directory.resolve("holiday.jpg"), "");

        refused(directory, "neither empty nor a store");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("holiday.jpg"));
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        refused(file, "cannot use", file.toString());
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        RocksStore.open(directory, StoreConfig.DEFAULT).close();
        Files.writeString(directory.resolve("rocks").resolve("CURRENT"), "nonsense\n");

        refused(directory, "cannot open the store");
    }

    @Test
    void aStartThatWasInterruptedIsTakenUp() throws IOException {
        Files.writeString(directory.resolve("FORMAT.new"), "tule");

        RocksStore.open(directory, StoreConfig.DEFAULT).close();

        assertThat(directory.resolve("FORMAT")).hasContent("tule-store 1");
    }

    @Test
    void theNativeLibraryLiesInTheStoreOnce() throws Exception {
        Path library = null;
        for (int start = 0; start < 2; start++) {
            Process holder = JavaProcess.start(List.of(), StoreHolder.class, directory.toString());
            try (BufferedReader lines = holder.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("open");
                try (Stream<Path> files = Files.walk(directory.resolve("native"))) {
                    List<Path> libraries = files.filter(Files::isRegularFile).toList();
                    assertThat(libraries).hasSize(1);
                    assertThat(library).isIn(null, libraries.getFirst());
                    library = libraries.getFirst();
                }
                assertThat(Path.of("/proc", Long.toString(holder.pid()), "maps"))
                        .content()
                        .contains(library.toString());
            } finally {
                holder.destroyForcibly();
                assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void aFailedWriteFailsAllThatWaitAndAllThatFollow() throws Exception {
        // No file may grow over 24 MiB, so in the end the log can't be written.
        Process writer =
                JavaProcess.start(
                        List.of("bash", "-c", "ulimit -f 24576; exec \"$@\"", "limited"),
                        DiskFailureWriter.class,
                        directory.toString());
        List<String> lines;
        try (BufferedReader reader = writer.inputReader()) {
            lines = reader.lines().toList();
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(lines).contains("reads go on", "the store takes no more writes");
        try (Store store = RocksStore.open(directory, StoreConfig.DEFAULT)) {
            for (int thread = 0; thread < DiskFailureWriter.THREADS; thread++) {
                String told = "thread " + thread + " stored ";
                int stored =
                        lines.stream()
                                .filter(line -> line.startsWith(told))
                                .mapToInt(line -> Integer.parseInt(line.substring(told.length())))
                                .findFirst()
                                .orElseThrow();
                assertThat(stored).isPositive();
                for (int i = 0; i < stored; i++) {
                    Key key = Key.of(thread, i);
                    boolean there =
                            store.read(
                                    DiskFailureWriter.SHARD,
                                    snapshot -> snapshot.get(key).isPresent());
                    assertThat(there).as("%d of thread %d", i, thread).isTrue();
                }
            }
        }
    }
}
