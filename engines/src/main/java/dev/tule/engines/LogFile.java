package dev.tule.engines;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A log of a server.
 *
 * @param name within the server: {@code error/postgresql.log}
 */
public record LogFile(String name, Path path, long sizeBytes, Instant lastWritten) {}
