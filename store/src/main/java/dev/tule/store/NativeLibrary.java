package dev.tule.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library. Left to itself RocksDB unpacks its 17 MB under a new name into the
 * directory for temporary files at every start, where they stay when the process is killed. Here
 * they go to a place in the store's own directory, one start's instead of the last one's. A
 * distribution that has it unpacked already names the place by {@code -Djava.library.path}, which
 * comes first.
 */
final class NativeLibrary {
    private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());

    private NativeLibrary() {}

    /** Loads the library, unless this process has it already. */
    static void load(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            // A file system that runs no code, or has no room: perhaps the other one does.
            LOG.log(System.Logger.Level.DEBUG, "the native library is unpacked elsewhere", e);
        }
        RocksDB.loadLibrary();
    }
}
