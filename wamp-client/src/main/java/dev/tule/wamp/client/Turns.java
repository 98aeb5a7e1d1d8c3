package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls of one registration run at once; more wait their turn, in their order. How
 * many may wait is for {@link Invocations} to limit. Safe for use by many threads.
 */
final class Turns {
    private final int most;

    @GuardedBy("this")
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int running;

    /**
     * @param most how many; 0 for any number
     */
    Turns(int most) {
        this.most = most == 0 ? Integer.MAX_VALUE : most;
    }

    /** Starts it now, or when its turn has come; {@link #leave} follows each start. */
    void enter(Runnable start) {
        synchronized (this) {
            if (running >= most) {
                waiting.add(start);
                return;
            }
            running++;
        }
        start.run();
    }

    void leave() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
