package dev.tule.wamp.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts, as {@link ClientOptions.Reconnect} has them. Confined to a thread.
 */
final class Backoff {
    private final ClientOptions.Reconnect reconnect;
    private Duration pause;

    Backoff(ClientOptions.Reconnect reconnect) {
        this.reconnect = reconnect;
        this.pause = reconnect.firstPause();
    }

    void reset() {
        pause = reconnect.firstPause();
    }

    long nextNanos() {
        long nanos = pause.toNanos();
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(reconnect.longestPause()) > 0 ? reconnect.longestPause() : longer;
        return nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
    }
}
