package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events that wait for handlers, and stops taking bytes from the router while there are
 * too many: so a slow handler costs no memory here, and the router's policy for slow consumers
 * decides. Safe for use by many threads.
 */
final class Backlog {
    private final int most;

    @GuardedBy("this")
    private int waiting;

    @GuardedBy("this")
    private boolean paused;

    @GuardedBy("this")
    private @Nullable Transport transport;

    Backlog(int most) {
        this.most = most;
    }

    /** A new transport takes the place of the one before. */
    synchronized void use(Transport opened) {
        transport = opened;
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

    @GuardedBy("this")
    private void adjust() {
        if (transport == null) {
            return;
        }
        if (!paused && waiting >= most) {
            paused = true;
            transport.pause();
        } else if (paused && waiting <= most / 2) {
            paused = false;
            transport.resume();
        }
    }
}
