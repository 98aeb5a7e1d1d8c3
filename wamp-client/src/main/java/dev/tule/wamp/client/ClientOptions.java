package dev.tule.wamp.client;

import dev.tule.wamp.Limits;
import dev.tule.wamp.Serializer;
import java.time.Duration;

/**
 * How a client behaves. Start from {@link #defaults} and change what you need.
 *
 * @param serializer how messages are encoded (default MessagePack)
 * @param authentication how it proves who it is (default anonymous)
 * @param requestTimeout how long to wait for the router's answers, and for a lost connection to
 *     come back (default 10 s); also how long a call may take unless it says otherwise
 * @param reconnect what to do when the connection is lost (default: connect again for ever)
 * @param limits what to take of a message
 * @param maxQueuedEvents how many events may wait for slow handlers in all before the router is
 *     slowed down (default 4096)
 * @param maxInvocations how many calls to procedures here may run at once; more are answered with
 *     {@code wamp.error.unavailable} (default 1024)
 * @param sockets how WebSockets and RawSockets are used
 */
public record ClientOptions(
        Serializer serializer,
        Authentication authentication,
        Duration requestTimeout,
        Reconnect reconnect,
        Limits limits,
        int maxQueuedEvents,
        int maxInvocations,
        SocketOptions sockets) {

    public ClientOptions {
        if (!requestTimeout.isPositive() || maxQueuedEvents < 1 || maxInvocations < 1) {
            throw new IllegalArgumentException("timeouts and limits are above zero");
        }
    }

    public static ClientOptions defaults() {
        return new ClientOptions(
                Serializer.MESSAGE_PACK,
                Authentication.anonymous(),
                Duration.ofSeconds(10),
                Reconnect.forever(),
                Limits.DEFAULT,
                4096,
                1024,
                SocketOptions.defaults());
    }

    public ClientOptions withSerializer(Serializer changed) {
        return new ClientOptions(
                changed,
                authentication,
                requestTimeout,
                reconnect,
                limits,
                maxQueuedEvents,
                maxInvocations,
                sockets);
    }

    public ClientOptions withAuthentication(Authentication changed) {
        return new ClientOptions(
                serializer,
                changed,
                requestTimeout,
                reconnect,
                limits,
                maxQueuedEvents,
                maxInvocations,
                sockets);
    }

    public ClientOptions withRequestTimeout(Duration changed) {
        return new ClientOptions(
                serializer,
                authentication,
                changed,
                reconnect,
                limits,
                maxQueuedEvents,
                maxInvocations,
                sockets);
    }

    public ClientOptions withReconnect(Reconnect changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                changed,
                limits,
                maxQueuedEvents,
                maxInvocations,
                sockets);
    }

    public ClientOptions withMaxQueuedEvents(int changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                limits,
                changed,
                maxInvocations,
                sockets);
    }

    public ClientOptions withMaxInvocations(int changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                limits,
                maxQueuedEvents,
                changed,
                sockets);
    }

    public ClientOptions withSockets(SocketOptions changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                limits,
                maxQueuedEvents,
                maxInvocations,
                changed);
    }

    /**
     * When to connect again after the connection was lost. The pause doubles from the first to the
     * longest, each shortened by up to half at random, so that a thousand clients don't come back
     * in one instant.
     *
     * @param attempts how often to try in a row; 0 for never
     */
    public record Reconnect(int attempts, Duration firstPause, Duration longestPause) {

        public Reconnect {
            if (attempts < 0
                    || !firstPause.isPositive()
                    || longestPause.compareTo(firstPause) < 0) {
                throw new IllegalArgumentException(
                        "attempts are at least 0, pauses above zero and growing");
            }
        }

        /** For ever, after 0.2 s at first and 30 s at most. */
        public static Reconnect forever() {
            return new Reconnect(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofSeconds(30));
        }

        /** Never: the client ends with its first session. */
        public static Reconnect never() {
            return new Reconnect(0, Duration.ofMillis(1), Duration.ofMillis(1));
        }
    }
}
