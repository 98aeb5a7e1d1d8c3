package dev.tule.compute.disk;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a disk's file says of itself.
 *
 * @param sizeBytes what a machine sees
 * @param fileBytes what the file takes on the host
 * @param backing the file that it stands on
 */
public record DiskInfo(String format, long sizeBytes, long fileBytes, Optional<Path> backing) {}
