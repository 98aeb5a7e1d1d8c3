package dev.tule.s3.bytes;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A bounded pool of aligned buffers outside the heap, for direct I/O. They are held for the length
 * of one write only, so that slow clients can't use them up. Safe for use by many threads.
 */
final class DirectBuffers {
    /** What direct I/O demands of addresses, offsets and lengths; a page, which suits any disk. */
    static final int ALIGNMENT = 4096;

    private final int bufferBytes;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

    DirectBuffers(int buffers, int bufferBytes) {
        this.bufferBytes = bufferBytes;
        this.permits = new Semaphore(buffers);
    }

    /** An empty buffer; waits for one to be given back. */
    ByteBuffer take() {
        permits.acquireUninterruptibly();
        ByteBuffer buffer = free.pollFirst();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(bufferBytes + ALIGNMENT).alignedSlice(ALIGNMENT);
        }
        return buffer.clear().limit(bufferBytes);
    }

    void giveBack(ByteBuffer buffer) {
        free.addFirst(buffer);
        permits.release();
    }

    /** The next multiple of the alignment. */
    static long roundUp(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
