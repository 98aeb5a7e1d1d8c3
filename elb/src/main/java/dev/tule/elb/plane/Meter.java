package dev.tule.elb.plane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted and measured between two readings. Safe for use by many threads. */
final class Meter {
    private final Map<Name, Stat> stats = new ConcurrentHashMap<>();

    private record Name(String name, String unit, Map<String, String> dimensions) {}

    private static final class Stat {
        @GuardedBy("this")
        private double sum;

        @GuardedBy("this")
        private double count;

        @GuardedBy("this")
        private double least = Double.MAX_VALUE;

        @GuardedBy("this")
        private double most = -Double.MAX_VALUE;

        synchronized void add(double value) {
            sum += value;
            count++;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        synchronized MetricSink.Reading read(Name name) {
            return new MetricSink.Reading(
                    name.name, name.unit, name.dimensions, sum, count, least, most);
        }
    }

    void count(String name, Map<String, String> dimensions) {
        add(name, "Count", dimensions, 1);
    }

    void add(String name, String unit, Map<String, String> dimensions, double value) {
        stats.computeIfAbsent(new Name(name, unit, dimensions), _ -> new Stat()).add(value);
    }

    /** What has come since the last reading. */
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
