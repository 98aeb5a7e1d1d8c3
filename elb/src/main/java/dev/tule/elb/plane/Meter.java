package dev.tule.elb.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted and measured between two readings. Safe for use by many threads. */
final class Meter {
    private final Map<Name, Stat> stats = new ConcurrentHashMap<>();

    private record Name(String name, String unit, Map<String, String> dimensions) {}

    /** Changed within the map's {@code compute} alone; nobody reaches one that was removed. */
    private static final class Stat {
        private double sum;
        private double count;
        private double least = Double.MAX_VALUE;
        private double most = -Double.MAX_VALUE;

        void add(double value) {
            sum += value;
            count++;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        MetricSink.Reading read(Name name) {
            return new MetricSink.Reading(
                    name.name, name.unit, name.dimensions, sum, count, least, most);
        }
    }

    void count(String name, Map<String, String> dimensions) {
        add(name, "Count", dimensions, 1);
    }

    void add(String name, String unit, Map<String, String> dimensions, double value) {
        stats.compute(
                new Name(name, unit, dimensions),
                (_, known) -> {
                    Stat stat = known == null ? new Stat() : known;
                    stat.add(value);
                    return stat;
                });
    }

    /** What has come since the last reading; what comes meanwhile is in this one or in the next. */
    List<MetricSink.Reading> take() {
        List<MetricSink.Reading> readings = new ArrayList<>();
        for (Name name : List.copyOf(stats.keySet())) {
            Stat stat = stats.remove(name);
            if (stat != null) {
                readings.add(stat.read(name));
            }
        }
        return readings;
    }
}
