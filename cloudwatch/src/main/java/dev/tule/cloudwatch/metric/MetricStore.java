package dev.tule.cloudwatch.metric;

import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a place and their points. Adding returns when what was added is on stable storage.
 * Safe for use by many threads.
 */
public final class MetricStore {
    /**
     * As many samples as fit into a transaction with all the rows that they touch at their largest.
     */
    private static final int AT_ONCE = 20;

    private final Place place;
    private final Directory directory;

    /**
     * @param mostMetrics how many metrics there may be
     */
    public MetricStore(Place place, int mostMetrics) {
        this.place = place;
        this.directory = new Directory(mostMetrics);
    }

    Place place() {
        return place;
    }

    void add(List<Samples> samples) {
        for (int i = 0; i < samples.size(); i += AT_ONCE) {
            List<Samples> some = samples.subList(i, Math.min(samples.size(), i + AT_ONCE));
            place.change(rows -> some.forEach(one -> add(rows, one)));
        }
    }

    private void add(dev.tule.store.Transaction rows, Samples samples) {
        Instant now = place.now();
        directory.note(rows, samples.metric(), now);
        Series series = new Series(samples.metric().id(), samples.unit());
        for (Resolution grain : samples.highResolution() ? Resolution.HIGH : Resolution.STANDARD) {
            if (grain.keeps(samples.time(), now)) {
                series.add(rows, grain, samples.time().getEpochSecond(), samples.measured());
            }
        }
    }

    /** What was measured in spans of time, by their first second, in each unit. */
    NavigableMap<String, NavigableMap<Long, Distribution>> byUnit(MetricKey metric, Spans spans) {
        Instant now = place.now();
        return place.read(
                rows -> {
                    NavigableMap<String, NavigableMap<Long, Distribution>> units = new TreeMap<>();
                    for (Series series : Series.of(rows, metric.id()).values()) {
                        NavigableMap<Long, Distribution> found = new TreeMap<>();
                        collect(rows, series, spans, now, found);
                        if (!found.isEmpty()) {
                            units.put(series.unit(), found);
                        }
                    }
                    return units;
                });
    }

    /**
     * What a statistic was in spans of time, by their first second.
     *
     * @param unit null for whatever unit it was measured in
     */
    public NavigableMap<Long, Double> values(
            MetricKey metric, Statistic statistic, @Nullable String unit, Spans spans) {
        NavigableMap<Long, Distribution> all = new TreeMap<>();
        byUnit(metric, spans)
                .forEach(
                        (measuredIn, found) -> {
                            if (unit == null || unit.equals(measuredIn)) {
                                found.forEach(
                                        (at, part) -> all.merge(at, part, Distribution::plus));
                            }
                        });
        NavigableMap<Long, Double> values = new TreeMap<>();
        all.forEach(
                (at, measured) -> statistic.of(measured).ifPresent(value -> values.put(at, value)));
        return values;
    }

    private static void collect(
            Snapshot rows,
            Series series,
            Spans spans,
            Instant now,
            NavigableMap<Long, Distribution> into) {
        Resolution grain = Resolution.of(spans.period(), spans.from(), now);
        series.read(
                rows,
                grain,
                spans.from(),
                spans.until(),
                (second, measured) -> into.merge(spans.of(second), measured, Distribution::plus));
    }

    Directory.Found find(
            @Nullable String namespace,
            @Nullable String name,
            Predicate<Directory.Known> wanted,
            int most,
            @Nullable Key after) {
        return place.read(rows -> directory.find(rows, namespace, name, wanted, most, after));
    }

    /** Deletes what is older than its grain is kept, and metrics of which nothing is left. */
    public void forgetOld() {
        Instant now = place.now();
        Instant dead = now.minus(Resolution.HOUR.retention()).minus(Directory.STALE);
        Key after = null;
        do {
            Directory.Found some = find(null, null, _ -> true, 100, after);
            for (Directory.Known known : some.metrics()) {
                place.change(
                        rows -> {
                            if (known.lastSample().isBefore(dead)) {
                                directory.forget(rows, known.metric());
                                return;
                            }
                            for (Series series : Series.of(rows, known.metric().id()).values()) {
                                for (Resolution grain : Resolution.HIGH) {
                                    Instant oldest = now.minus(grain.retention());
                                    series.forget(rows, grain, oldest.getEpochSecond());
                                }
                            }
                        });
            }
            after = some.more();
        } while (after != null);
    }
}
