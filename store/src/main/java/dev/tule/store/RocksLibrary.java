package dev.tule.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library: found on {@code java.library.path}, where Tule's distribution has it,
 * or unpacked from the jar. RocksDB would remove what it unpacked at the JVM's end, so that each
 * run that is killed would leave 17 MB in the temporary directory; here it is removed as soon as it
 * is loaded. Safe for use by many threads.
 */
final class RocksLibrary {
    private RocksLibrary() {}

    /**
     * Loads the library, unless it is loaded.
     *
     * @throws StoreException when it can't be unpacked
     * @throws UnsatisfiedLinkError when there is none for this platform
     */
    static synchronized void load() {
        try {
            Path directory = Files.createTempDirectory("tule-rocksdb-");
            try {
                NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new StoreException("cannot unpack RocksDB's library", e);
        }
        RocksDB.loadLibrary(); // finds it loaded, and notes that
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.toList();
        }
        for (Path file : files) {
            if (!file.toFile().delete()) {
                return; // Windows keeps a loaded library until the JVM's end
            }
        }
        Files.delete(directory);
    }
}
