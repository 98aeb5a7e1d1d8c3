package dev.tule.engines;

import java.time.Duration;
import java.time.Instant;

/**
 * What a server uses, at one moment. Counters count from the start of its processes; where the host
 * doesn't tell, they are -1.
 *
 * @param connections sessions of clients, without our own
 * @param cpuTime used by all of its processes
 * @param memoryBytes resident in all of its processes; what they share counts once where the host
 *     tells
 * @param storageBytes what its directory holds
 * @param readOperations calls that read
 * @param writeOperations calls that wrote
 * @param readBytes fetched from the disk
 * @param writtenBytes sent to the disk
 */
public record ServerReadings(
        Instant at,
        int connections,
        Duration cpuTime,
        long memoryBytes,
        long storageBytes,
        long readOperations,
        long writeOperations,
        long readBytes,
        long writtenBytes) {}
