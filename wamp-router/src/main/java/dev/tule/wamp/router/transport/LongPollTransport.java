package dev.tule.wamp.router.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.errorprone.annotations.concurrent.LazyInit;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.Batch;
import dev.tule.wamp.transport.Subprotocol;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.TransportDetails;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that comes by HTTP requests. What is to go out waits here until the client asks for it;
 * what comes in is handed on one request at a time. Safe for use by many threads, which are those
 * of requests and may block.
 *
 * <p>Two locks: {@code out} guards what waits and whether the transport has ended; {@code in} is
 * held while the receiver is called, and never together with the first.
 */
final class LongPollTransport implements Transport {
    private static final long HIGH_WATER_BYTES = 256 * 1024;
    private static final int BATCH_MESSAGES = 1024;

    private final TransportDetails details;
    private final Subprotocol subprotocol;
    private final Executor background;
    private final Runnable forget;
    private final ReentrantLock out = new ReentrantLock();
    private final Condition changed = out.newCondition();
    private final ReentrantLock in = new ReentrantLock();
    private volatile Runnable onWritable = () -> {};

    @LazyInit private Receiver receiver;

    @GuardedBy("out")
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();

    @GuardedBy("out")
    private long bytes;

    /** Counts the requests for messages: a later one takes the place of one that waits. */
    @GuardedBy("out")
    private long turn;

    @GuardedBy("out")
    private int requests;

    @GuardedBy("out")
    private boolean askedSinceCheck;

    @GuardedBy("out")
    private boolean paused;

    /** The router has closed it: what waits may still be fetched. */
    @GuardedBy("out")
    private boolean closing;

    @GuardedBy("out")
    private boolean ended;

    LongPollTransport(
            TransportDetails details,
            Subprotocol subprotocol,
            Executor background,
            Runnable forget) {
        this.details = details;
        this.subprotocol = subprotocol;
        this.background = background;
        this.forget = forget;
    }

    void open(Acceptor router) {
        receiver = router.accept(this);
    }

    /**
     * What waits: one message, or a batch. Empty where none came in time, or where another request
     * took this one's place.
     *
     * @throws Ended when nothing will come any more
     */
    Optional<byte[]> receive(Duration patience) throws Ended, InterruptedException {
        byte[][] taken;
        out.lock();
        try {
            long mine = ++turn;
            changed.signalAll();
            requests++;
            askedSinceCheck = true;
            try {
                long nanos = patience.toNanos();
                while (queue.isEmpty() && !closing && !ended && turn == mine && nanos > 0) {
                    nanos = changed.awaitNanos(nanos);
                }
            } finally {
                requests--;
            }
            if (queue.isEmpty() || turn != mine) {
                if (closing || ended) {
                    throw new Ended();
                }
                return Optional.empty();
            }
            taken = take();
        } finally {
            out.unlock();
        }
        drained();
        return Optional.of(
                subprotocol.batched()
                        ? Batch.join(subprotocol.serializer(), taken).getFirst()
                        : taken[0]);
    }

    @GuardedBy("out")
    private byte[][] take() {
        int most = subprotocol.batched() ? BATCH_MESSAGES : 1;
        byte[][] taken = new byte[Math.min(most, queue.size())][];
        int count = 0;
        long size = 0;
        // As many as make one batch: see Batch.join.
        while (count < taken.length
                && (count == 0 || size + queue.element().length < HIGH_WATER_BYTES / 2)) {
            byte[] message = queue.remove();
            taken[count++] = message;
            size += message.length;
        }
        bytes -= size;
        return java.util.Arrays.copyOf(taken, count);
    }

    /** After something was fetched. */
    private void drained() {
        boolean more;
        boolean over;
        out.lock();
        try {
            more = bytes < HIGH_WATER_BYTES / 4;
            over = closing && queue.isEmpty();
        } finally {
            out.unlock();
        }
        if (over) {
            end();
        } else if (more) {
            onWritable.run();
        }
    }

    /**
     * Hands on what a request brought.
     *
     * @throws MalformedMessage when it is no batch, and should be one
     * @throws Ended when the transport has ended
     */
    void deliver(byte[] body) throws MalformedMessage, Ended, InterruptedException {
        in.lockInterruptibly();
        try {
            awaitUnpaused();
            if (subprotocol.batched()) {
                Batch.split(subprotocol.serializer(), body, receiver::message);
            } else {
                receiver.message(body);
            }
            receiver.flush();
        } finally {
            in.unlock();
        }
    }

    private void awaitUnpaused() throws Ended, InterruptedException {
        out.lock();
        try {
            askedSinceCheck = true;
            requests++;
            try {
                while (paused && !ended) {
                    changed.await();
                }
            } finally {
                requests--;
            }
            if (ended || closing) {
                throw new Ended();
            }
        } finally {
            out.unlock();
        }
    }

    /**
     * Whether the client has asked for nothing since this was asked last, and waits for nothing.
     */
    boolean isIdle() {
        out.lock();
        try {
            boolean idle = requests == 0 && !askedSinceCheck;
            askedSinceCheck = false;
            return idle;
        } finally {
            out.unlock();
        }
    }

    /** The end: nothing comes and nothing goes any more. */
    void end() {
        out.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            queue.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            out.unlock();
        }
        forget.run();
        // Elsewhere: this may be the router's own thread, within a call of the receiver.
        background.execute(this::tellEnd);
    }

    private void tellEnd() {
        in.lock();
        try {
            receiver.closed();
        } finally {
            in.unlock();
        }
    }

    @Override
    public Serializer serializer() {
        return subprotocol.serializer();
    }

    @Override
    public TransportDetails details() {
        return details;
    }

    @Override
    public int maxMessageBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void send(byte[][] messages) {
        out.lock();
        try {
            if (ended) {
                return;
            }
            for (byte[] message : messages) {
                queue.add(message);
                bytes += message.length;
            }
            changed.signalAll();
        } finally {
            out.unlock();
        }
    }

    @Override
    public boolean writable() {
        out.lock();
        try {
            return bytes < HIGH_WATER_BYTES;
        } finally {
            out.unlock();
        }
    }

    @Override
    public void onWritable(Runnable action) {
        onWritable = action;
    }

    @Override
    public void pause() {
        setPaused(true);
    }

    @Override
    public void resume() {
        setPaused(false);
    }

    private void setPaused(boolean now) {
        out.lock();
        try {
            paused = now;
            changed.signalAll();
        } finally {
            out.unlock();
        }
    }

    @Override
    public void close() {
        boolean empty;
        out.lock();
        try {
            closing = true;
            empty = queue.isEmpty();
            changed.signalAll();
        } finally {
            out.unlock();
        }
        if (empty) {
            end();
        }
    }

    @Override
    public String description() {
        return "long-poll " + details.peer().map(Object::toString).orElse("");
    }

    /** The transport has ended. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1;

        Ended() {
            super("the transport has ended", null, false, false);
        }
    }
}
