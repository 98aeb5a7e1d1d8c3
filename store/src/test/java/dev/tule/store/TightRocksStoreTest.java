package dev.tule.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A {@link RocksStore} whose transactions ask for their turn as soon as they lose, and that forgets
 * commits quickly: the paths that are rare otherwise.
 */
@Timeout(60)
class TightRocksStoreTest extends OpenStore
        implements ConflictContract, CounterContract, SerializabilityContract {
    @TempDir private Path directory;

    @Override
    String freshLocation(String name) {
        return directory.resolve(name).toString();
    }

    @Override
    public StoreOpener opener() {
        return (location, limits, retention) ->
                RocksStore.open(
                        Path.of(location),
                        new StoreConfig(
                                1 << 20, 1 << 20, 64 << 10, 16 << 20, 1, retention, limits));
    }
}
