package dev.tule.wamp.router.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.router.delivery.Brake;
import dev.tule.wamp.router.delivery.Deliveries;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a session that wait, in their order, while a procedure decides about the one before
 * them. The transport is paused meanwhile, so that only what was under way gathers here.
 *
 * <p>Either nobody waits, and the transport's thread handles messages; or somebody does, and that
 * thread only adds them here, while the thread that is told the decision handles them. So the
 * session's messages are handled by one thread at a time, and so are its deliveries.
 */
final class Backlog {
    private final int maxMessages;
    private final long maxBytes;
    private final Brake brake;
    private final Executor background;
    private final Deliveries deliveries;
    private final Consumer<byte[]> handler;
    private final Consumer<RuntimeException> failed;

    @GuardedBy("this")
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();

    @GuardedBy("this")
    private long bytes;

    private volatile boolean waiting;

    /**
     * How many decisions were waited for. The thread that handles messages sees by it that another
     * will go on; that one may have begun already, and have waited for the next.
     */
    private volatile int turns;

    /**
     * @param deliveries of whoever handles messages
     * @param handler handles one
     * @param failed is told of what a message failed with that had waited for its decision
     */
    Backlog(
            RouterCore router,
            Brake brake,
            Deliveries deliveries,
            Consumer<byte[]> handler,
            Consumer<RuntimeException> failed) {
        this.maxMessages = router.limits().queueMessages();
        this.maxBytes = router.limits().queueBytes();
        this.background = router.background();
        this.brake = brake;
        this.deliveries = deliveries;
        this.handler = handler;
        this.failed = failed;
    }

    /** What became of a message. */
    enum Taken {
        /** Nobody waits: handle it now. */
        NO,
        YES,
        /** More wait than may. */
        FULL
    }

    /** A message has come. */
    Taken take(byte[] message) {
        if (!waiting) {
            return Taken.NO;
        }
        synchronized (this) {
            if (!waiting) {
                return Taken.NO;
            }
            if (messages.size() >= maxMessages || bytes + message.length > maxBytes) {
                return Taken.FULL;
            }
            messages.add(message);
            bytes += message.length;
            return Taken.YES;
        }
    }

    /** Whether messages wait, and the transport's thread has nothing to do. */
    boolean holds() {
        return waiting;
    }

    /** Has all that follows wait for a decision; it, and then they, are handled elsewhere. */
    <D> void until(CompletableFuture<D> decision, Consumer<@Nullable D> handleDecision) {
        deliveries.flush();
        if (!waiting) {
            waiting = true;
            brake.hold();
        }
        int turn = turns + 1;
        turns = turn;
        var _ =
                decision.whenCompleteAsync(
                        (decided, failure) -> {
                            try {
                                handleDecision.accept(decided);
                            } catch (RuntimeException e) {
                                failed.accept(e);
                            }
                            goOn(turn);
                        },
                        background);
    }

    private void goOn(int turn) {
        while (turns == turn) {
            // Nobody else has the deliveries only until nobody waits.
            deliveries.flush();
            byte[] next = next();
            if (next == null) {
                brake.release();
                return;
            }
            handler.accept(next);
        }
    }

    private synchronized byte @Nullable [] next() {
        byte[] next = messages.poll();
        if (next == null) {
            waiting = false;
        } else {
            bytes -= next.length;
        }
        return next;
    }
}
