package dev.tule.mtv.upload;

import java.nio.file.Path;

/**
 * What a form may bring.
 *
 * @param maxMemoryBytes all fields together that are not files
 * @param maxFields fields that are not files
 * @param maxFiles files
 * @param maxFileMemoryBytes of one file in memory; a longer one goes to disk
 * @param maxRequestBytes of the whole form, files and all
 * @param directory where temporary files go
 */
public record UploadLimits(
        int maxMemoryBytes,
        int maxFields,
        int maxFiles,
        int maxFileMemoryBytes,
        long maxRequestBytes,
        Path directory) {}
