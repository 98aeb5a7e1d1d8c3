package dev.tule.cloudwatch.metric;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * The points of one metric in one unit: {@code ("points", metric, unit, grain, first second of the
 * row)} holds a dozen of them. Immutable.
 *
 * @param metric {@link MetricKey#id()}
 */
record Series(UUID metric, String unit) {
    /** As many as fit into a row with all the values that points may keep. */
    private static final int POINTS_IN_ROW = 12;

    /** The rows of all series of a metric. */
    static KeyRange all(UUID metric) {
        return KeyRange.within(Key.of("points", metric));
    }

    /** The units in which a metric was measured. */
    static NavigableMap<String, Series> of(Snapshot rows, UUID metric) {
        NavigableMap<String, Series> found = new TreeMap<>();
        KeyRange rest = all(metric);
        while (true) {
            Page page = rows.range(rest, 1, Direction.FORWARD);
            if (page.entries().isEmpty()) {
                return found;
            }
            String unit = (String) page.entries().getFirst().key().elements().get(2);
            found.put(unit, new Series(metric, unit));
            rest = new KeyRange(KeyRange.within(Key.of("points", metric, unit)).to(), rest.to());
        }
    }

    private static long span(Resolution grain) {
        return (long) grain.seconds() * POINTS_IN_ROW;
    }

    private Key key(Resolution grain, long second) {
        return Key.of(
                "points",
                metric,
                unit,
                grain.seconds(),
                second - Math.floorMod(second, span(grain)));
    }

    /** Adds what was measured in a second to the point of that grain. */
    void add(Transaction rows, Resolution grain, long second, Distribution measured) {
        Key key = key(grain, second);
        NavigableMap<Long, Distribution> points =
                rows.get(key).map(Points::read).orElseGet(TreeMap::new);
        long point = second - Math.floorMod(second, (long) grain.seconds());
        points.merge(point, measured, Distribution::plus);
        rows.put(key, Points.write(points));
    }

    /** Reads the points from one second until before another, in their order. */
    void read(
            Snapshot rows,
            Resolution grain,
            long from,
            long until,
            BiConsumer<Long, Distribution> reader) {
        rows.entries(new KeyRange(key(grain, from), key(grain, until - 1 + span(grain))))
                .map(entry -> Points.read(entry.value()))
                .forEach(points -> points.subMap(from, true, until, false).forEach(reader));
    }

    /** Deletes what lies before a second. */
    void forget(Transaction rows, Resolution grain, long before) {
        Key first = Key.of("points", metric, unit, grain.seconds());
        rows.clear(new KeyRange(KeyRange.within(first).from(), key(grain, before)));
    }
}
