package dev.tule.vnet.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A bounded queue of frames: a ring of bytes in which each frame stands behind its length, just as
 * QEMU's stream has them. The ring grows with what waits in it, up to the capacity. Many threads
 * may offer; one at a time may take out, while others offer.
 */
final class FrameQueue {
    static final int LENGTH_BYTES = 4;

    private static final int FIRST_BYTES = 64 << 10;

    private final int capacity;

    /** Who takes out may go on with the one that was there: what waits in it stays as it is. */
    @GuardedBy("this")
    private ByteBuffer ring;

    /** Bytes ever put in and taken out; both go back to 0 when the queue is empty. */
    @GuardedBy("this")
    private long written;

    @GuardedBy("this")
    private long taken;

    /** Which filling of the queue this is: {@link #clear} begins another. */
    @GuardedBy("this")
    private int filling;

    @GuardedBy("this")
    private long frames;

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private long dropped;

    FrameQueue(int capacity) {
        this.capacity = capacity;
        this.ring = ByteBuffer.allocateDirect(Math.min(capacity, FIRST_BYTES));
    }

    /** False when there is no room: the frame is dropped and counted. */
    synchronized boolean offer(byte[] from, int at, int length) {
        if (length + LENGTH_BYTES > capacity - (written - taken)) {
            dropped++;
            return false;
        }
        if (length + LENGTH_BYTES > ring.capacity() - (written - taken)) {
            grow((int) (written - taken) + LENGTH_BYTES + length);
        }
        int size = ring.capacity();
        int position = (int) (written % size);
        if (position + LENGTH_BYTES + length <= size) {
            ring.putInt(position, length);
            ring.put(position + LENGTH_BYTES, from, at, length);
        } else {
            for (int i = 0; i < LENGTH_BYTES; i++) {
                ring.put((position + i) % size, (byte) (length >>> (24 - 8 * i)));
            }
            int body = (position + LENGTH_BYTES) % size;
            int first = Math.min(length, size - body);
            ring.put(body, from, at, first);
            ring.put(0, from, at + first, length - first);
        }
        written += LENGTH_BYTES + length;
        frames++;
        bytes += length;
        return true;
    }

    @GuardedBy("this")
    private void grow(int needed) {
        int size = ring.capacity();
        while (size < needed) {
            size = Math.min(capacity, 2 * size);
        }
        ByteBuffer grown = ByteBuffer.allocateDirect(size);
        // Each byte stands where its number, divided by the ring's size, leaves it.
        for (long at = taken; at < written; ) {
            int from = (int) (at % ring.capacity());
            int to = (int) (at % size);
            int most = Math.min(ring.capacity() - from, size - to);
            int count = (int) Math.min(most, written - at);
            grown.put(to, ring, from, count);
            at += count;
        }
        ring = grown;
    }

    /**
     * Writes frames with their lengths as far as the channel takes them.
     *
     * @return whether the queue is empty now
     */
    boolean writeTo(WritableByteChannel channel) throws IOException {
        while (true) {
            ByteBuffer outgoing;
            int length;
            int seen;
            synchronized (this) {
                seen = filling;
                int position = (int) (taken % ring.capacity());
                length = (int) Math.min(written - taken, ring.capacity() - position);
                outgoing = ring.slice(position, length);
            }
            if (length == 0) {
                return true;
            }
            int sent = channel.write(outgoing);
            drop(sent, seen);
            if (sent < length) {
                return false;
            }
        }
    }

    /**
     * Takes out a frame.
     *
     * @return its length, or -1 when there is none
     */
    int poll(byte[] into) {
        ByteBuffer from;
        int position;
        int seen;
        synchronized (this) {
            seen = filling;
            if (written == taken) {
                return -1;
            }
            from = ring;
            position = (int) (taken % from.capacity());
        }
        int size = from.capacity();
        int length = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            length = (length << 8) | (from.get((position + i) % size) & 0xff);
        }
        int body = (position + LENGTH_BYTES) % size;
        int first = Math.min(length, size - body);
        from.get(body, into, 0, first);
        from.get(0, into, first, length - first);
        drop(LENGTH_BYTES + length, seen);
        return length;
    }

    private synchronized void drop(int count, int seen) {
        if (seen != filling) {
            return;
        }
        taken += count;
        if (taken == written) {
            taken = 0;
            written = 0;
        }
    }

    synchronized boolean isEmpty() {
        return taken == written;
    }

    /** Forgets what is queued, with the frame that is half written. */
    synchronized void clear() {
        filling++;
        taken = 0;
        written = 0;
    }

    synchronized long frames() {
        return frames;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long dropped() {
        return dropped;
    }
}
