package dev.tule.dynamodb;

/** Provisioned capacity units a second. Kept and shown; nothing is throttled. */
record Throughput(long read, long write) {}
