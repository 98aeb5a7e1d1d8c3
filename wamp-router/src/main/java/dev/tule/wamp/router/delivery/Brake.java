package dev.tule.wamp.router.delivery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.transport.Transport;

/**
 * Stops reading from a client while somebody has a reason to hold it: a receiver of what it
 * publishes that can't keep up, a disk that is behind. Safe for use by many threads.
 */
public final class Brake {
    private final Transport transport;

    @GuardedBy("this")
    private int holds;

    public Brake(Transport transport) {
        this.transport = transport;
    }

    /** Takes nothing more from the client, until it was released as often as it was held. */
    public synchronized void hold() {
        holds++;
        if (holds == 1) {
            transport.pause();
        }
    }

    /** One of those who hold it has no more reason to. It may come before its {@link #hold}. */
    public synchronized void release() {
        holds--;
        if (holds == 0) {
            transport.resume();
        }
    }
}
