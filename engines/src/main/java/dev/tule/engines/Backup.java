package dev.tule.engines;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A copy of a server's data, as of one moment, that a new server can be made from. It stays good
 * whatever happens to the server it was taken of.
 *
 * @param directory where it lies; everything in it belongs to it
 * @param takenAt its moment: what was committed before is in it
 * @param sizeBytes what its files hold
 * @param position the place in the engine's log: an LSN or a set of GTIDs
 */
public record Backup(
        Path directory, EngineVersion version, Instant takenAt, long sizeBytes, String position) {}
