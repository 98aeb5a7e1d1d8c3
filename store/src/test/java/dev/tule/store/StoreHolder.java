package dev.tule.store;

import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a store until it is ended. */
final class StoreHolder {
    private StoreHolder() {}

    public static void main(String... arguments) throws IOException {
        try (Store store = RocksStore.open(Path.of(arguments[0]), StoreConfig.DEFAULT)) {
            System.out.println(store.limits().keyBytes() > 0 ? "open" : "");
            int _ = System.in.read();
        }
    }
}
