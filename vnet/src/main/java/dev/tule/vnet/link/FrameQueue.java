package dev.tule.vnet.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A bounded queue of frames: a ring of bytes in which each frame stands behind its length, just as
 * QEMU's stream has them. Many threads may offer; one at a time may take out, while others offer.
 */
final class FrameQueue {
    static final int LENGTH_BYTES = 4;

    private final ByteBuffer ring;
    private final int capacity;

    /** A view for whoever takes out. */
    private final ByteBuffer outgoing;

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
        this.ring = ByteBuffer.allocateDirect(capacity);
        this.outgoing = ring.duplicate();
    }

    /** False when there is no room: the frame is dropped and counted. */
    synchronized boolean offer(byte[] from, int at, int length) {
        if (length + LENGTH_BYTES > capacity - (written - taken)) {
            dropped++;
            return false;
        }
        int position = (int) (written % capacity);
        if (position + LENGTH_BYTES + length <= capacity) {
            ring.putInt(position, length);
            ring.put(position + LENGTH_BYTES, from, at, length);
        } else {
            for (int i = 0; i < LENGTH_BYTES; i++) {
                ring.put((position + i) % capacity, (byte) (length >>> (24 - 8 * i)));
            }
            int body = (position + LENGTH_BYTES) % capacity;
            int first = Math.min(length, capacity - body);
            ring.put(body, from, at, first);
            ring.put(0, from, at + first, length - first);
        }
        written += LENGTH_BYTES + length;
        frames++;
        bytes += length;
        return true;
    }

    /**
     * Writes frames with their lengths as far as the channel takes them.
     *
     * @return whether the queue is empty now
     */
    boolean writeTo(WritableByteChannel channel) throws IOException {
        while (true) {
            int position;
            int length;
            int seen;
            synchronized (this) {
                seen = filling;
                position = (int) (taken % capacity);
                length = (int) Math.min(written - taken, capacity - position);
            }
            if (length == 0) {
                return true;
            }
            outgoing.limit(position + length).position(position);
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
        int position;
        int seen;
        synchronized (this) {
            seen = filling;
            if (written == taken) {
                return -1;
            }
            position = (int) (taken % capacity);
        }
        int length = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            length = (length << 8) | (ring.get((position + i) % capacity) & 0xff);
        }
        int body = (position + LENGTH_BYTES) % capacity;
        int first = Math.min(length, capacity - body);
        ring.get(body, into, 0, first);
        ring.get(0, into, first, length - first);
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
