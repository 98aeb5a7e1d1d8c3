package dev.tule.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a machine has used since it was last started. What went over its links is counted by whoever
 * carries their frames.
 *
 * @param cpuTime of the process, over all processors
 * @param residentBytes the share of the host's memory that would be free without it, where the host
 *     tells (Linux's Pss), else what the process has resident
 */
public record MachineMetrics(
        Instant at, Duration cpuTime, long residentBytes, Map<DiskId, DiskCounters> disks) {
    public MachineMetrics {
        disks = Map.copyOf(disks);
    }
}
