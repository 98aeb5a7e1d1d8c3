/**
 * Objects' bytes on disk. Large bodies are files of a {@link dev.tule.s3.bytes.BlobStore}, small
 * ones records in the volumes of a {@link dev.tule.s3.bytes.VolumeStore}; the smallest never come
 * here, they lie in the store beside their metadata. Everything returned from here as written is on
 * stable storage, so metadata may refer to it; what metadata doesn't refer to is swept at start.
 *
 * <p>Threads: {@code s3-volume-writer} alone appends to volumes and syncs them, one sync for all
 * that waits; {@code s3-compactor} copies what is live out of volumes that are mostly dead. Files
 * are written and read by the threads that ask.
 *
 * <p>Knows nothing of S3's API, of HTTP, or of the store that holds the metadata.
 */
@NullMarked
package dev.tule.s3.bytes;

import org.jspecify.annotations.NullMarked;
