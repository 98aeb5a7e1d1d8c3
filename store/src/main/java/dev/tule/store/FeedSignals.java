package dev.tule.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open feeds by what they listen to. Safe for use by many threads. */
final class FeedSignals {
    private final Map<Key, Set<RocksChangeFeed>> byAddress = new ConcurrentHashMap<>();

    void add(Key address, RocksChangeFeed feed) {
        byAddress.compute(
                address,
                (_, feeds) -> {
                    Set<RocksChangeFeed> all =
                            feeds == null ? ConcurrentHashMap.newKeySet() : feeds;
                    all.add(feed);
                    return all;
                });
    }

    void remove(Key address, RocksChangeFeed feed) {
        byAddress.computeIfPresent(
                address,
                (_, feeds) -> {
                    feeds.remove(feed);
                    return feeds.isEmpty() ? null : feeds;
                });
    }

    /** Tells the feeds of an address that a change can be read. */
    void wake(Key address, long change) {
        Set<RocksChangeFeed> feeds = byAddress.get(address);
        if (feeds != null) {
            feeds.forEach(feed -> feed.wake(change));
        }
    }

    void closeAll() {
        byAddress.values().forEach(feeds -> feeds.forEach(RocksChangeFeed::close));
    }
}
