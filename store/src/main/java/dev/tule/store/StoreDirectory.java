package dev.tule.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The directory of a {@link RocksStore}: a file that names the format, RocksDB's directory, and one
 * for its native library, which may be deleted.
 */
final class StoreDirectory {
    private static final String FORMAT_FILE = "FORMAT";
    private static final String FORMAT = "tule-store 1";
    private static final String ROCKS = "rocks";
    private static final String NATIVE = "native";

    private StoreDirectory() {}

    /**
     * Makes or checks a directory, and loads RocksDB's library from it.
     *
     * @return where RocksDB's files go
     */
    static Path prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            Path format = directory.resolve(FORMAT_FILE);
            if (Files.exists(format)) {
                check(format);
            } else {
                mark(directory, format);
            }
            NativeLibrary.load(directory.resolve(NATIVE));
            return Files.createDirectories(directory.resolve(ROCKS));
        } catch (IOException e) {
            throw new StoreException("cannot use the directory " + directory, e);
        }
    }

    private static void check(Path format) throws IOException {
        String found = Files.readString(format).strip();
        if (!found.equals(FORMAT)) {
            throw new StoreException(
                    format + " says '" + found + "'; this version reads '" + FORMAT + "'", null);
        }
    }

    private static void mark(Path directory, Path format) throws IOException {
        Path begun = directory.resolve(FORMAT_FILE + ".new");
        try (Stream<Path> content = Files.list(directory)) {
            if (content.anyMatch(path -> !path.equals(begun))) {
                throw new StoreException(
                        directory + " is neither empty nor a store: it has no " + FORMAT_FILE,
                        null);
            }
        }
        Files.writeString(begun, FORMAT + "\n");
        sync(begun, StandardOpenOption.WRITE);
        Files.move(begun, format, StandardCopyOption.ATOMIC_MOVE);
        sync(directory, StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
