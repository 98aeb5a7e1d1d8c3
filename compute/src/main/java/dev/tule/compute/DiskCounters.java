package dev.tule.compute;

/** What went to and from one disk since the machine was last started. */
public record DiskCounters(
        long readBytes, long writtenBytes, long readOperations, long writeOperations) {}
