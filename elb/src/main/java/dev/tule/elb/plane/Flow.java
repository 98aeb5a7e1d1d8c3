package dev.tule.elb.plane;

import dev.tule.http.origin.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is being carried. Each side may end its own way and hear the other out. Safe
 * for use by many threads.
 */
final class Flow {
    private static final System.Logger LOG = System.getLogger(Flow.class.getName());
    private static final int PIECE_BYTES = 8 * 1024;

    private final Closeable client;
    private final IntConsumer moved;
    private volatile long movedNanos = System.nanoTime();
    private volatile @Nullable LiveTarget target;
    private volatile @Nullable Wire wire;
    private volatile boolean cut;

    /**
     * A connection of that client.
     *
     * @param moved told of bytes that have come, either way
     */
    Flow(Closeable client, IntConsumer moved) {
        this.client = client;
        this.moved = moved;
    }

    /** Carries bytes both ways until both sides have ended; the wire is closed then. */
    void carry(Wire from, LiveTarget to, Wire there) throws IOException {
        target = to;
        wire = there;
        if (cut) {
            there.close();
            return;
        }
        Thread back = Thread.ofVirtual().name("elb-flow-back").start(() -> back(there, from));
        try {
            copy(from.input(), there.output());
            there.endOutput();
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            there.close();
        }
    }

    private void back(Wire there, Wire client) {
        try {
            copy(there.input(), client.output());
            client.endOutput();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection broke", e);
            // The other way can't go on alone.
            cut();
        }
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        int count = from.read(piece);
        while (count >= 0) {
            movedNanos = System.nanoTime();
            moved.accept(count);
            to.write(piece, 0, count);
            movedNanos = System.nanoTime();
            count = from.read(piece);
        }
    }

    /** Whether nothing has moved for too long, or its target has gone for good. */
    boolean isOver(long nowNanos, Duration idleTimeout) {
        LiveTarget to = target;
        return nowNanos - movedNanos > idleTimeout.toNanos() || (to != null && to.hasCutOff());
    }

    /** Ends it at once, both ways; harmless where it has ended. */
    void cut() {
        cut = true;
        Wire there = wire;
        if (there != null) {
            there.close();
        }
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket did not close cleanly", e);
        }
    }
}
