package dev.tule.engines;

import java.time.Duration;
import java.time.Instant;

/**
 * A statement that took longer than the server's threshold. Its text may hold what users stored: it
 * is for the server's owner alone.
 *
 * @param statement as the engine wrote it down, at most 4,096 characters of it
 */
public record SlowQuery(Instant at, Duration took, String statement) {}
