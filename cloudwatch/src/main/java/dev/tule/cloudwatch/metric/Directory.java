package dev.tule.cloudwatch.metric;

import dev.tule.cloudwatch.resource.Faults;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that there are: {@code ("metric", namespace, name, id)} to when a sample last came
 * and the dimensions. A row is written again only when the last note of a sample has become old.
 */
final class Directory {
    /** How far behind the note of the last sample may be. */
    static final Duration STALE = Duration.ofMinutes(10);

    private static final int ROWS_AT_ONCE = 1000;
    private static final Key NUMBER = Key.of("metrics");

    private final int mostMetrics;

    /**
     * @param mostMetrics of an account and region
     */
    Directory(int mostMetrics) {
        this.mostMetrics = mostMetrics;
    }

    /** A metric, and when a sample of it last came. */
    record Known(MetricKey metric, Instant lastSample) {}

    private static Key key(MetricKey metric) {
        return Key.of("metric", metric.namespace(), metric.name(), metric.id());
    }

    /** Notes that a sample comes. */
    void note(Transaction rows, MetricKey metric, Instant now) {
        Key key = key(metric);
        byte[] row = rows.get(key).orElse(null);
        if (row == null) {
            if (number(rows) >= mostMetrics) {
                throw Faults.limit(
                        "There are "
                                + mostMetrics
                                + " metrics, which is the limit of this server.");
            }
            rows.put(NUMBER, Key.of(number(rows) + 1).toBytes());
        }
        if (row == null || read(key, row).lastSample.isBefore(now.minus(STALE))) {
            List<Object> elements = new ArrayList<>(List.of(now.getEpochSecond()));
            metric.dimensions()
                    .forEach(
                            (name, value) -> {
                                elements.add(name);
                                elements.add(value);
                            });
            rows.put(key, Key.of(elements.toArray()).toBytes());
        }
    }

    private static long number(Snapshot rows) {
        return rows.get(NUMBER)
                .map(row -> (Long) Key.ofBytes(row).elements().getFirst())
                .orElse(0L);
    }

    void forget(Transaction rows, MetricKey metric) {
        rows.delete(key(metric));
        rows.put(NUMBER, Key.of(number(rows) - 1).toBytes());
        rows.clear(Series.all(metric.id()));
    }

    /**
     * Metrics in the order of namespace and name.
     *
     * @param namespace null for all
     * @param name null for all
     * @param after the cursor of the page before; null for the first
     */
    Found find(
            Snapshot rows,
            @Nullable String namespace,
            @Nullable String name,
            Predicate<Known> wanted,
            int most,
            @Nullable Key after) {
        Key prefix = Key.of("metric");
        if (namespace != null) {
            prefix = name == null ? prefix.with(namespace) : prefix.with(namespace, name);
        }
        KeyRange rest = KeyRange.within(prefix);
        if (after != null) {
            rest = rest.after(after);
        }
        List<Known> found = new ArrayList<>();
        while (true) {
            Page page = rows.range(rest, ROWS_AT_ONCE, Direction.FORWARD);
            for (Page.Entry entry : page.entries()) {
                Known known = read(entry.key(), entry.value());
                boolean named = name == null || known.metric.name().equals(name);
                if (named && wanted.test(known)) {
                    if (found.size() == most) {
                        return new Found(found, key(found.getLast().metric));
                    }
                    found.add(known);
                }
            }
            if (!page.more()) {
                return new Found(found, null);
            }
            rest = rest.after(page.entries().getLast().key());
        }
    }

    /**
     * Some metrics.
     *
     * @param more the cursor where others follow; null where none do
     */
    record Found(List<Known> metrics, @Nullable Key more) {}

    private static Known read(Key key, byte[] row) {
        List<Object> names = key.elements();
        List<Object> elements = Key.ofBytes(row).elements();
        NavigableMap<String, String> dimensions = new TreeMap<>();
        for (int i = 1; i < elements.size(); i += 2) {
            dimensions.put((String) elements.get(i), (String) elements.get(i + 1));
        }
        MetricKey metric = new MetricKey((String) names.get(1), (String) names.get(2), dimensions);
        return new Known(metric, Instant.ofEpochSecond((Long) elements.getFirst()));
    }
}
