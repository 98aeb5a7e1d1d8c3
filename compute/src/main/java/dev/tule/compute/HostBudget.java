package dev.tule.compute;

import java.lang.management.ManagementFactory;

/**
 * What machines may take of this host together.
 *
 * @param memoryMib in MiB, at least 64; default 60% of the host's memory
 * @param processors how many the host has; no machine gets more
 * @param vcpusPerProcessor how many virtual processors share one of the host's, 1 to 64; default 16
 * @param overheadMib what a running machine needs beyond its own memory; default 60
 */
public record HostBudget(int memoryMib, int processors, int vcpusPerProcessor, int overheadMib) {
    public HostBudget {
        if (memoryMib < 64) {
            throw new IllegalArgumentException(
                    "memory is " + memoryMib + " MiB, must be 64 or more");
        }
        if (processors < 1 || vcpusPerProcessor < 1 || vcpusPerProcessor > 64) {
            throw new IllegalArgumentException(
                    "vcpus-per-processor is " + vcpusPerProcessor + ", must be 1 to 64");
        }
        if (overheadMib < 0) {
            throw new IllegalArgumentException("overhead is " + overheadMib + " MiB");
        }
    }

    /** The default on this host. */
    public static HostBudget ofThisHost() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        long mib = system.getTotalMemorySize() >> 20;
        return new HostBudget(
                Math.toIntExact(Math.max(64, mib * 6 / 10)),
                Runtime.getRuntime().availableProcessors(),
                16,
                60);
    }

    public int vcpus() {
        return processors * vcpusPerProcessor;
    }

    public HostBudget withMemoryMib(int changed) {
        return new HostBudget(changed, processors, vcpusPerProcessor, overheadMib);
    }
}
