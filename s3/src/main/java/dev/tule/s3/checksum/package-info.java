/**
 * The digests that S3 computes over an object's bytes (S3 User Guide, "Checking object integrity"):
 * MD5 for the ETag, and the additional checksums of {@code x-amz-checksum-*}.
 *
 * <p>Threads: digests are confined to one owner at a time; {@link dev.tule.s3.checksum.Digester}
 * hands large bodies to a pool of platform threads, one block behind the reader.
 */
@NullMarked
package dev.tule.s3.checksum;

import org.jspecify.annotations.NullMarked;
