package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.transport.Transport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what waits for handlers, and stops taking bytes from the router while it is too much: so a
 * slow handler costs no memory here, and the router's policy for slow consumers decides. Safe for
 * use by many threads.
 *
 * <p>A handler may wait for an answer of the router, which comes behind the events. So bytes are
 * still taken while answers are awaited, up to {@value #STRETCH} times as many events; beyond that
 * the answer's timeout has to free the handler.
 */
final class Backlog {
    private static final int STRETCH = 8;

    private final int most;

    @GuardedBy("this")
    private int waiting;

    private volatile boolean paused;

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private BooleanSupplier answersAwaited = () -> false;

    Backlog(int most) {
        this.most = most;
    }

    /** A new transport takes the place of the one before. */
    synchronized void use(Transport opened, BooleanSupplier whetherAnswersAreAwaited) {
        transport = opened;
        answersAwaited = whetherAnswersAreAwaited;
        paused = false;
        adjust();
    }

    synchronized void grown() {
        waiting++;
        adjust();
    }

    synchronized void shrunk() {
        waiting--;
        adjust();
    }

    /** An answer is awaited from now on. */
    void answerAwaited() {
        if (paused) {
            synchronized (this) {
                adjust();
            }
        }
    }

    @GuardedBy("this")
    private void adjust() {
        if (transport == null) {
            return;
        }
        if (!paused && waiting >= most && !stretched()) {
            paused = true;
            transport.pause();
        } else if (paused && (waiting <= most / 2 || stretched())) {
            paused = false;
            transport.resume();
        }
    }

    @GuardedBy("this")
    private boolean stretched() {
        return waiting / STRETCH < most && answersAwaited.getAsBoolean();
    }
}
