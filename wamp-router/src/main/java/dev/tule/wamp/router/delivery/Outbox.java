package dev.tule.wamp.router.delivery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import dev.tule.wamp.router.metrics.Statistics;
import dev.tule.wamp.transport.Transport;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client: bounded in messages and bytes.
 *
 * <p><b>Design.</b> Any thread adds, under a lock that is held for a few instructions (1). Sending
 * happens outside the lock, by whichever thread comes first; others that come meanwhile leave it a
 * note to look again (2). It sends while the transport is writable, many messages at once, and
 * stops when it isn't: the transport runs {@link #drain} when it is again. So a slow client fills
 * this queue; what overflows it is dropped, ends the client or is held back, as the realm has it.
 *
 * <p>A {@link Gate} says whether messages of a kind may still be added, or yet: those of one
 * subscription, of one registration, of a whole session. It is opened and closed together with
 * adding the message that tells the client so (3): no event comes before SUBSCRIBED or after
 * UNSUBSCRIBED, whatever other threads do.
 *
 * <ol>
 *   <li>Lock order: the broker's or dealer's lock, then this one; nothing else is locked inside.
 *   <li>{@code drains} counts the calls of {@link #drain} that found work or somebody at work.
 *   <li>Looks wrong, is right: a client may read SUBSCRIBED only after the lock is free, and by
 *       then the gate is open.
 * </ol>
 */
public final class Outbox {
    private static final int BATCH_MESSAGES = 256;
    private static final int BATCH_BYTES = 1 << 18;
    private static final byte[][] NOTHING = {};

    private final Transport transport;
    private final int maxMessages;
    private final long maxBytes;
    private final Statistics statistics;
    private final AtomicInteger drains = new AtomicInteger();

    @GuardedBy("this")
    private final ArrayDeque<Item> queue = new ArrayDeque<>();

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private long lastNumber;

    @GuardedBy("this")
    private SlowConsumerPolicy policy = SlowConsumerPolicy.DISCONNECT;

    /** Those who are not read from until there is room here. */
    @GuardedBy("this")
    private final Set<Brake> held = new LinkedHashSet<>();

    /** From when too much waits until little does; written under the lock. */
    private volatile boolean slow;

    /** Whether nobody was told yet that the client has become slow; written under the lock. */
    private volatile boolean newlySlow;

    @GuardedBy("this")
    private int timesSlow;

    /** Nothing more is added; what waits goes out, then the transport is closed. */
    @GuardedBy("this")
    private boolean finished;

    /** Who has this outbox on its list of those to drain; a hint, written without care. */
    @SuppressWarnings("ThreadSafe")
    private @Nullable Deliveries marker;

    public Outbox(Transport transport, RouterLimits limits, Statistics statistics) {
        this.transport = transport;
        this.maxMessages = limits.queueMessages();
        this.maxBytes = limits.queueBytes();
        this.statistics = statistics;
        transport.onWritable(this::drain);
    }

    private record Item(@SuppressWarnings("ArrayRecordComponent") byte[] message, boolean event) {}

    /** What became of a message. */
    public enum Offer {
        ADDED,
        /** The gate is closed, or the client is gone. */
        GONE,
        /** Too much waits already: the client must be disconnected. */
        FULL,
        /** Longer than the client takes. */
        TOO_LONG
    }

    /** Whether messages of a kind may be added. Guarded by the outbox's lock. */
    public static final class Gate {
        private boolean open;

        /** An open gate: for what begins open. */
        public static Gate opened() {
            Gate gate = new Gate();
            gate.open = true;
            return gate;
        }
    }

    public synchronized void policy(SlowConsumerPolicy changed) {
        policy = changed;
    }

    public synchronized Offer add(Gate gate, byte[] message) {
        return gate.open ? add(message, false) : Offer.GONE;
    }

    /** Adds an event that two gates let through: the session's and the subscription's. */
    public synchronized Offer addEvent(Gate session, Gate subscription, byte[] event) {
        return session.open && subscription.open ? add(event, true) : Offer.GONE;
    }

    /** Adds a message and opens a gate in one. */
    public synchronized Offer addAndOpen(Gate session, Gate gate, byte[] message) {
        Offer offer = add(session, message);
        gate.open = offer == Offer.ADDED;
        return offer;
    }

    /** Adds a message and closes a gate in one: nothing of its kind follows. */
    public synchronized Offer addAndClose(Gate session, Gate gate, byte[] message) {
        Offer offer = add(session, message);
        gate.open = false;
        return offer;
    }

    public synchronized void close(Gate gate) {
        gate.open = false;
    }

    /**
     * Adds a message that carries the next number. The number is taken only if the message is
     * added.
     *
     * @param noted is told the number before anybody can answer the message
     */
    public synchronized Offer addNumbered(
            Gate session, Gate gate, LongFunction<byte[]> message, LongFunction<?> noted) {
        if (!session.open || !gate.open) {
            return Offer.GONE;
        }
        long number = lastNumber + 1;
        Offer offer = add(message.apply(number), false);
        if (offer == Offer.ADDED) {
            lastNumber = number;
            Object _ = noted.apply(number);
        }
        return offer;
    }

    /** Whether that number was given away: so that an answer to it is late, not wrong. */
    public synchronized boolean wasNumbered(long number) {
        return number <= lastNumber;
    }

    /** A new session begins to count anew. */
    public synchronized void restartNumbers() {
        lastNumber = 0;
    }

    @GuardedBy("this")
    private Offer add(byte[] message, boolean event) {
        if (finished) {
            return Offer.GONE;
        }
        if (message.length > transport.maxMessageBytes()) {
            return Offer.TOO_LONG;
        }
        while (!queue.isEmpty()
                && (queue.size() >= maxMessages || bytes + message.length > maxBytes)) {
            if (policy != SlowConsumerPolicy.DROP_OLDEST_EVENTS || !dropEvent()) {
                return Offer.FULL;
            }
            becomeSlow();
        }
        queue.add(new Item(message, event));
        bytes += message.length;
        if (policy == SlowConsumerPolicy.PAUSE_PUBLISHERS && waits(2)) {
            becomeSlow();
        }
        return Offer.ADDED;
    }

    /** Whether that part of what may wait does wait. */
    @GuardedBy("this")
    private boolean waits(int part) {
        return queue.size() >= Math.ceilDiv(maxMessages, part) || bytes >= maxBytes / part;
    }

    @GuardedBy("this")
    private void becomeSlow() {
        if (!slow) {
            slow = true;
            newlySlow = true;
            timesSlow++;
        }
    }

    /** Whether somebody should be told that the client has become slow: true for a moment. */
    public boolean newlySlow() {
        return newlySlow;
    }

    /** How often the client has become slow, for whom to tell of it; 0 where it is told already. */
    public synchronized int takeNews() {
        boolean news = newlySlow;
        newlySlow = false;
        return news ? timesSlow : 0;
    }

    /** Whether the client is slow, since it became so for that time. */
    public synchronized boolean isSlowSince(int time) {
        return slow && timesSlow == time && !finished;
    }

    /** Holds who publishes to this client, if it is to be, until there is room. */
    public void holdBack(Brake publisher) {
        if (slow && hold(publisher)) {
            statistics.pauses.increment();
            publisher.hold();
        }
    }

    private synchronized boolean hold(Brake publisher) {
        return slow
                && !finished
                && policy == SlowConsumerPolicy.PAUSE_PUBLISHERS
                && held.add(publisher);
    }

    /** Lets go who was held, where there is room again. */
    private void letGo() {
        List<Brake> free;
        synchronized (this) {
            if (!finished && waits(4)) {
                return;
            }
            slow = false;
            free = List.copyOf(held);
            held.clear();
        }
        free.forEach(Brake::release);
    }

    @GuardedBy("this")
    private boolean dropEvent() {
        for (Iterator<Item> items = queue.iterator(); items.hasNext(); ) {
            Item item = items.next();
            if (item.event) {
                items.remove();
                bytes -= item.message.length;
                statistics.droppedEvents.increment();
                return true;
            }
        }
        return false;
    }

    /**
     * Adds the last message, if any, and closes the transport when everything is out.
     *
     * @return false where it was finished before
     */
    public boolean finish(byte @Nullable [] last, boolean discardWaiting) {
        synchronized (this) {
            if (finished) {
                return false;
            }
            finished = true;
            if (discardWaiting) {
                queue.clear();
                bytes = 0;
            }
            if (last != null && last.length <= transport.maxMessageBytes()) {
                queue.add(new Item(last, false));
                bytes += last.length;
            }
        }
        letGo();
        drain();
        return true;
    }

    /** Whether so much waits that it had better go out before more is added. */
    synchronized boolean ripe() {
        return queue.size() >= BATCH_MESSAGES / 2 || bytes >= BATCH_BYTES / 2;
    }

    /** Sends what waits, as far as the transport takes it. */
    void drain() {
        drain(false);
    }

    /**
     * Sends what waits, as far as the transport takes it.
     *
     * @param now whether this thread may write to the socket itself
     */
    void drain(boolean now) {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            send(now);
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private void send(boolean now) {
        // What is finished goes out whole: it is bounded, and nobody will ask again.
        while (transport.writable() || isFinished()) {
            byte[][] batch = take();
            if (batch.length == 0) {
                if (isFinished()) {
                    transport.close();
                }
                return;
            }
            statistics.sent.add(batch.length);
            if (now) {
                transport.post(batch);
                transport.flush();
            } else {
                transport.send(batch);
            }
            if (slow) {
                letGo();
            }
        }
    }

    private synchronized boolean isFinished() {
        return finished;
    }

    private synchronized byte[][] take() {
        if (queue.isEmpty()) {
            return NOTHING;
        }
        byte[][] batch = new byte[Math.min(queue.size(), BATCH_MESSAGES)][];
        int count = 0;
        long taken = 0;
        while (count < batch.length && taken < BATCH_BYTES) {
            byte[] message = queue.remove().message;
            batch[count++] = message;
            taken += message.length;
        }
        bytes -= taken;
        return count == batch.length ? batch : java.util.Arrays.copyOf(batch, count);
    }

    /** Puts itself on a list, unless it is there already as far as it remembers. */
    void markFor(Deliveries deliveries) {
        if (marker != deliveries) {
            marker = deliveries;
            deliveries.note(this);
        }
    }

    void unmark(Deliveries deliveries) {
        if (marker == deliveries) {
            marker = null;
        }
    }
}
