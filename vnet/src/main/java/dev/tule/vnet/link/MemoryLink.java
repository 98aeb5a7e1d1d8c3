package dev.tule.vnet.link;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One end of a link within this process. A frame sent at one end waits in a bounded queue until an
 * executor takes it to the receiver at the other end: a lane, or a test's own.
 */
public final class MemoryLink implements Link {
    private final Executor executor;
    private final FrameQueue arriving;
    private final byte[] frame = new byte[MOST_FRAME_BYTES];
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicLong droppedDown = new AtomicLong();
    private volatile @Nullable MemoryLink peer;
    private volatile @Nullable FrameReceiver receiver;
    private volatile boolean closed;

    private MemoryLink(Executor executor, int queueBytes) {
        this.executor = executor;
        this.arriving = new FrameQueue(queueBytes);
    }

    /**
     * Makes both ends.
     *
     * @param here runs the receiver of the returned end
     * @param there runs the receiver of its {@link #peer}; either runs one task of a link at a time
     * @param queueBytes what may wait in each direction
     */
    public static MemoryLink pair(Executor here, Executor there, int queueBytes) {
        MemoryLink one = new MemoryLink(here, queueBytes);
        MemoryLink other = new MemoryLink(there, queueBytes);
        one.peer = other;
        other.peer = one;
        return one;
    }

    /** The other end. */
    public MemoryLink peer() {
        MemoryLink other = peer;
        if (other == null) {
            throw new IllegalStateException("a link has two ends");
        }
        return other;
    }

    @Override
    public void open(FrameReceiver to) {
        receiver = to;
        peer().flush();
    }

    @Override
    public boolean send(byte[] bytes, int from, int length) {
        MemoryLink to = peer();
        if (closed || to.closed || length > MOST_FRAME_BYTES) {
            droppedDown.incrementAndGet();
            return false;
        }
        return to.arriving.offer(bytes, from, length);
    }

    @Override
    public void flush() {
        peer().wake();
    }

    private void wake() {
        if (wanted.getAndIncrement() == 0) {
            executor.execute(this::deliver);
        }
    }

    private void deliver() {
        int seen = 1;
        while (seen != 0) {
            seen = wanted.get();
            FrameReceiver to = receiver;
            if (to == null) {
                wanted.set(0);
                return;
            }
            for (int n = arriving.poll(frame); n >= 0; n = arriving.poll(frame)) {
                to.frame(frame, 0, n);
            }
            to.endOfBatch();
            seen = wanted.addAndGet(-seen);
        }
    }

    @Override
    public LinkStatistics statistics() {
        FrameQueue leaving = peer().arriving;
        return new LinkStatistics(
                !closed && !peer().closed,
                1,
                arriving.frames(),
                arriving.bytes(),
                leaving.frames(),
                leaving.bytes(),
                leaving.dropped(),
                droppedDown.get(),
                0);
    }

    @Override
    public void close() {
        closed = true;
        receiver = null;
    }
}
