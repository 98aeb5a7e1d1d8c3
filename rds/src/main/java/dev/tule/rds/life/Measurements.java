package dev.tule.rds.life;

import dev.tule.engines.ServerReadings;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.life.MetricSink.Metric;
import dev.tule.rds.resource.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes CloudWatch's metrics of readings, once a minute (RDS User Guide, "Amazon CloudWatch
 * instance-level metrics"). Safe for use by many threads.
 */
public final class Measurements {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Place place;
    private final MetricSink sink;
    private final int processors;
    private final Map<String, ServerReadings> last = new ConcurrentHashMap<>();

    public Measurements(Place place, MetricSink sink, int processors) {
        this.place = place;
        this.sink = sink;
        this.processors = processors;
    }

    void take(Instance instance, ServerReadings now) {
        ServerReadings before = last.get(instance.resourceId());
        if (before != null && now.at().isBefore(before.at().plus(PERIOD))) {
            return;
        }
        last.put(instance.resourceId(), now);
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric("DatabaseConnections", "Count", now.connections()));
        double free = Math.max(0, Servers.storage(instance) - now.storageBytes());
        metrics.add(new Metric("FreeStorageSpace", "Bytes", free));
        if (before != null) {
            metrics.addAll(rates(before, now));
        }
        sink.put(place.where(), instance.id(), now.at(), metrics);
    }

    /** A server that was restarted in between counts from zero again: then there are none. */
    private List<Metric> rates(ServerReadings before, ServerReadings now) {
        double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
        double cpu = now.cpuTime().minus(before.cpuTime()).toNanos() / 1e9;
        List<Metric> rates = new ArrayList<>();
        if (cpu >= 0) {
            rates.add(new Metric("CPUUtilization", "Percent", 100 * cpu / seconds / processors));
        }
        if (before.readOperations() >= 0 && now.readOperations() >= before.readOperations()) {
            double reads = (now.readOperations() - before.readOperations()) / seconds;
            rates.add(new Metric("ReadIOPS", "Count/Second", reads));
        }
        if (before.writeOperations() >= 0 && now.writeOperations() >= before.writeOperations()) {
            double writes = (now.writeOperations() - before.writeOperations()) / seconds;
            rates.add(new Metric("WriteIOPS", "Count/Second", writes));
        }
        return rates;
    }
}
