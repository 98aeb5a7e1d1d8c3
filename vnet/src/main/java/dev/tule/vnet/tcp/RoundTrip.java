package dev.tule.vnet.tcp;

/**
 * The retransmission timeout, from measured round trips: <a
 * href="https://www.rfc-editor.org/rfc/rfc6298#section-2">RFC 6298, 2</a>. Guarded by the
 * connection's lock.
 */
final class RoundTrip {
    private final long least;
    private final long most;
    private long timeout;
    private long smoothed;
    private long variation;
    private boolean measured;

    RoundTrip(TcpConfig config) {
        this.least = config.leastTimeout().toNanos();
        this.most = config.mostTimeout().toNanos();
        this.timeout = config.firstTimeout().toNanos();
    }

    long timeoutNanos() {
        return timeout;
    }

    void measured(long nanos) {
        if (measured) {
            variation = (3 * variation + Math.abs(smoothed - nanos)) / 4;
            smoothed = (7 * smoothed + nanos) / 8;
        } else {
            smoothed = nanos;
            variation = nanos / 2;
            measured = true;
        }
        timeout = Math.clamp(smoothed + Math.max(least / 4, 4 * variation), least, most);
    }

    /** A timeout has passed: the next is twice as long. */
    void backOff() {
        timeout = Math.min(most, timeout * 2);
    }
}
