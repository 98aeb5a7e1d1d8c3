package dev.tule.compute;

/**
 * How much of the host's room for machines is taken.
 *
 * @param takenMemoryMib by machines that run, with what each needs beyond its own memory
 */
public record Occupancy(
        int memoryMib, int takenMemoryMib, int vcpus, int takenVcpus, int machines) {}
