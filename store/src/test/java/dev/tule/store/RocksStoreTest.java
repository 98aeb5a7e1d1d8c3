package dev.tule.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link RocksStore} does what every store does. */
class RocksStoreTest extends StoreContract {
    @TempDir private Path directory;

    @Override
    String freshLocation(String name) {
        return directory.resolve(name).toString();
    }

    @Override
    public StoreOpener opener() {
        return new RocksOpener();
    }

    /** Opens a {@link RocksStore} in a directory. */
    static final class RocksOpener implements StoreOpener {
        @Override
        public Store open(String location, Limits limits, ChangeRetention retention) {
            StoreConfig config = StoreConfig.DEFAULT.withLimits(limits).withRetention(retention);
            return RocksStore.open(Path.of(location), config);
        }
    }
}
