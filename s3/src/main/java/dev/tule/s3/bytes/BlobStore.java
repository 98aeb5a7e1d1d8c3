package dev.tule.s3.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * Keeps blobs: byte strings that are written once, from first byte to last, read in ranges and
 * deleted. A seam: the bytes may lie in local files, on a shared file system, or at another S3
 * endpoint under the blob's id. Safe for use by many threads.
 */
public interface BlobStore extends AutoCloseable {

    /** Starts to write the blob of that id. */
    BlobWriter begin(BlobId id) throws IOException;

    /**
     * A range of a blob, verified against the checksums taken when it was written. Bytes stay
     * readable until the stream is closed even when the blob is deleted meanwhile.
     *
     * @param lengthBytes the length of the whole blob
     * @throws java.nio.file.NoSuchFileException when there is no such blob
     * @throws CorruptBytes from this or the stream's methods, when bytes aren't those written
     */
    InputStream open(BlobId id, long lengthBytes, long offset, long count) throws IOException;

    /** Deletes a blob; one that is not there is no fault. */
    void delete(BlobId id) throws IOException;

    /**
     * Deletes the blobs that were there when this store was opened and are not live: what a crash
     * left between the writing of a blob and that of its metadata.
     *
     * @return how many were deleted
     */
    int sweep(Predicate<BlobId> live) throws IOException;

    @Override
    void close();
}
