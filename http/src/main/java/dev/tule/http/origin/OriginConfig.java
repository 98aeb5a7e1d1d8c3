package dev.tule.http.origin;

import java.time.Duration;

/**
 * How origin servers are asked.
 *
 * @param connectTimeout how long a connection may take to stand
 * @param idleTimeout how long nothing may move in an exchange
 * @param keptFor how long a connection without an exchange is kept; servers close theirs sooner or
 *     later, and a request may meet that
 * @param mostKept how many connections without an exchange are kept, 0 to 10,000
 * @param maxHeadBytes the longest status line and header section that are taken, each
 */
public record OriginConfig(
        Duration connectTimeout,
        Duration idleTimeout,
        Duration keptFor,
        int mostKept,
        int maxHeadBytes) {

    public OriginConfig {
        if (!connectTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
        if (mostKept < 0 || mostKept > 10_000) {
            throw new IllegalArgumentException("kept connections: " + mostKept);
        }
    }

    public static final OriginConfig DEFAULT =
            new OriginConfig(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(4),
                    256,
                    64 * 1024);

    public OriginConfig withTimeouts(Duration connect, Duration idle) {
        return new OriginConfig(connect, idle, keptFor, mostKept, maxHeadBytes);
    }

    /** A new connection for each exchange. */
    public OriginConfig keepingNone() {
        return new OriginConfig(connectTimeout, idleTimeout, keptFor, 0, maxHeadBytes);
    }
}
