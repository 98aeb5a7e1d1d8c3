package dev.tule.vnet.link;

import java.time.Duration;

/**
 * How a {@link StreamLink} uses memory and finds its other end.
 *
 * @param readBytes buffer for arriving frames; default 64 KiB, from twice the longest frame to 16
 *     MiB
 * @param queueBytes frames waiting to be sent, beyond which further ones are dropped: more than a
 *     connection may have under way; default 2 MiB, from twice the longest frame to 64 MiB
 * @param retry pause between attempts to reach the other end; default 20 ms, 1 ms to 1 min
 */
public record StreamLinkConfig(int readBytes, int queueBytes, Duration retry) {
    public static final StreamLinkConfig DEFAULT =
            new StreamLinkConfig(64 << 10, 2 << 20, Duration.ofMillis(20));

    public StreamLinkConfig {
        check("read-bytes", readBytes, 2L * Link.MOST_FRAME_BYTES, 16 << 20);
        check("queue-bytes", queueBytes, 2L * Link.MOST_FRAME_BYTES, 64 << 20);
        check("retry", retry.toMillis(), 1, 60_000);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", must be " + least + " to " + most);
        }
    }
}
