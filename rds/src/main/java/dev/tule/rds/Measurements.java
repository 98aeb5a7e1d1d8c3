package dev.tule.rds;

import dev.tule.engines.ServerReadings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes CloudWatch's metrics of readings (RDS User Guide, "Amazon CloudWatch instance-level
 * metrics"). Safe for use by many threads.
 */
final class Measurements {
    private final Place place;
    private final MetricSink sink;
    private final int processors;
    private final Map<String, ServerReadings> last = new ConcurrentHashMap<>();

    Measurements(Place place, MetricSink sink, int processors) {
        this.place = place;
        this.sink = sink;
        this.processors = processors;
    }

    void take(Instance instance, ServerReadings now) {
        put(instance, now, "DatabaseConnections", "Count", now.connections());
        double free = Math.max(0, Servers.storage(instance) - now.storageBytes());
        put(instance, now, "FreeStorageSpace", "Bytes", free);
        ServerReadings before = last.put(instance.resourceId(), now);
        if (before == null || !before.at().isBefore(now.at())) {
            return;
        }
        double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
        double cpu = now.cpuTime().minus(before.cpuTime()).toNanos() / 1e9;
        // A server that was restarted in between counts from zero again.
        if (cpu >= 0) {
            put(instance, now, "CPUUtilization", "Percent", 100 * cpu / seconds / processors);
        }
        rate(instance, now, "ReadIOPS", before.readOperations(), now.readOperations(), seconds);
        rate(instance, now, "WriteIOPS", before.writeOperations(), now.writeOperations(), seconds);
    }

    private void rate(
            Instance instance,
            ServerReadings now,
            String name,
            long before,
            long after,
            double seconds) {
        if (before >= 0 && after >= before) {
            put(instance, now, name, "Count/Second", (after - before) / seconds);
        }
    }

    private void put(
            Instance instance, ServerReadings now, String name, String unit, double value) {
        sink.put(place.where(), instance.id(), name, unit, value, now.at());
    }
}
