package dev.tule.store;

import dev.tule.store.Database.Family;
import java.util.List;
import java.util.Optional;

/** A {@link Snapshot} of one shard. Confined to the body that it was given to. */
final class View implements Snapshot {
    private static final Writes NO_WRITES = new Writes();

    private final Lease lease;
    private final Key prefix;
    private final Limits limits;

    View(Lease lease, Key prefix, Limits limits) {
        this.lease = lease;
        this.prefix = prefix;
        this.limits = limits;
    }

    @Override
    public Optional<byte[]> get(Key key) {
        Key stored = key.behind(prefix);
        return Optional.ofNullable(lease.use(point -> point.get(Family.DATA, stored)));
    }

    @Override
    public Page range(KeyRange range, int limit, Direction direction) {
        return page(
                read(lease, behind(range, prefix), limit, direction, NO_WRITES, limits), prefix);
    }

    static PageReader.Result read(
            Lease lease,
            KeyRange range,
            int limit,
            Direction direction,
            Writes own,
            Limits limits) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one entry, not " + limit);
        }
        PageReader reader = new PageReader(range, direction, own);
        int entries = Math.min(limit, limits.pageEntries());
        return lease.use(point -> reader.read(point, entries, limits.pageBytes()));
    }

    static Page page(PageReader.Result result, Key prefix) {
        List<Page.Entry> entries =
                result.entries().stream()
                        .map(
                                entry ->
                                        new Page.Entry(
                                                entry.key().without(prefix.length()),
                                                entry.value()))
                        .toList();
        return new Page(entries, result.more());
    }

    static KeyRange behind(KeyRange range, Key prefix) {
        return new KeyRange(range.from().behind(prefix), range.to().behind(prefix));
    }
}
