package dev.tule.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link RocksStore} does what every store does. */
class RocksStoreTest extends StoreContract {
    @TempDir private Path directory;

    @Override
    Store open(StoreConfig config) {
        return RocksStore.open(directory.resolve("store"), config);
    }
}
