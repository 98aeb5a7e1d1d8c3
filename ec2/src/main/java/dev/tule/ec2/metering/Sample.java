package dev.tule.ec2.metering;

import dev.tule.compute.DiskCounters;
import dev.tule.compute.MachineMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a machine has used until a moment. Immutable.
 *
 * @param cpuTime of its process, over all its processors
 * @param disks of all its disks
 */
record Sample(Instant at, Duration cpuTime, int vcpus, DiskCounters disks, Traffic traffic) {
    private static final double PERCENT = 100;

    /** What went over a machine's network cards, as it sees it. */
    record Traffic(long bytesIn, long bytesOut, long packetsIn, long packetsOut) {
        static final Traffic NONE = new Traffic(0, 0, 0, 0);

        Traffic plus(Traffic other) {
            return new Traffic(
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut,
                    packetsIn + other.packetsIn,
                    packetsOut + other.packetsOut);
        }
    }

    static Sample of(MachineMetrics used, int vcpus, Traffic traffic) {
        DiskCounters disks =
                new DiskCounters(
                        sum(used, DiskCounters::readBytes),
                        sum(used, DiskCounters::writtenBytes),
                        sum(used, DiskCounters::readOperations),
                        sum(used, DiskCounters::writeOperations));
        return new Sample(used.at(), used.cpuTime(), vcpus, disks, traffic);
    }

    private static long sum(MachineMetrics used, ToLongFunction<DiskCounters> counter) {
        return used.disks().values().stream().mapToLong(counter).sum();
    }

    /**
     * What was used since another sample; empty where the machine has been started anew in between,
     * since then it counts from zero.
     */
    Optional<List<Metric>> since(Sample before) {
        Duration passed = Duration.between(before.at, at);
        Duration used = cpuTime.minus(before.cpuTime);
        if (!passed.isPositive() || used.isNegative()) {
            return Optional.empty();
        }
        // What emulates the processors has threads beside theirs, and may use more than they have.
        double cpu = PERCENT * used.toNanos() / ((double) passed.toNanos() * vcpus);
        List<Metric> metrics =
                List.of(
                        new Metric("CPUUtilization", "Percent", Math.min(PERCENT, cpu)),
                        bytes("NetworkIn", traffic.bytesIn - before.traffic.bytesIn),
                        bytes("NetworkOut", traffic.bytesOut - before.traffic.bytesOut),
                        count("NetworkPacketsIn", traffic.packetsIn - before.traffic.packetsIn),
                        count("NetworkPacketsOut", traffic.packetsOut - before.traffic.packetsOut),
                        bytes("DiskReadBytes", disks.readBytes() - before.disks.readBytes()),
                        bytes("DiskWriteBytes", disks.writtenBytes() - before.disks.writtenBytes()),
                        count(
                                "DiskReadOps",
                                disks.readOperations() - before.disks.readOperations()),
                        count(
                                "DiskWriteOps",
                                disks.writeOperations() - before.disks.writeOperations()));
        // A disk or a card that was taken away takes its counts along.
        return metrics.stream().allMatch(metric -> metric.value() >= 0)
                ? Optional.of(metrics)
                : Optional.empty();
    }

    private static Metric bytes(String name, long value) {
        return new Metric(name, "Bytes", value);
    }

    private static Metric count(String name, long value) {
        return new Metric(name, "Count", value);
    }
}
