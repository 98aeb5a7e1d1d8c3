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
 * @param listener is told of sessions that begin and end (default: nobody)
 * @param limits what to take of a message
 * @param maxQueuedEvents how many events may wait for slow handlers in all before the router is
 *     slowed down (default 4096)
 * @param maxInvocations how many calls to procedures here may run or wait their turn at once; more
 *     are answered with {@code wamp.error.unavailable} (default 1024)
 * @param maxOfflinePublications how many events published without acknowledgement are kept while
 *     there is no session, the newest, to be sent when there is one again; 0, the default, for
 *     none: publishing then waits for the session, at most the request timeout
 * @param sockets how WebSockets and RawSockets are used
 */
public record ClientOptions(
        Serializer serializer,
        Authentication authentication,
        Duration requestTimeout,
        Reconnect reconnect,
        SessionListener listener,
        Limits limits,
        int maxQueuedEvents,
        int maxInvocations,
        int maxOfflinePublications,
        SocketOptions sockets) {

    public ClientOptions {
        if (!requestTimeout.isPositive() || maxQueuedEvents < 1 || maxInvocations < 1) {
            throw new IllegalArgumentException("timeouts and limits are above zero");
        }
        if (maxOfflinePublications < 0) {
            throw new IllegalArgumentException("at least 0 publications are kept");
        }
    }

    public static ClientOptions defaults() {
        return new ClientOptions(
                Serializer.MESSAGE_PACK,
                Authentication.anonymous(),
                Duration.ofSeconds(10),
                Reconnect.forever(),
                SessionListener.none(),
                Limits.DEFAULT,
                4096,
                1024,
                0,
                SocketOptions.defaults());
    }

    public ClientOptions withSerializer(Serializer changed) {
        return new ClientOptions(
                changed,
                authentication,
                requestTimeout,
                reconnect,
                listener,
                limits,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withAuthentication(Authentication changed) {
        return new ClientOptions(
                serializer,
                changed,
                requestTimeout,
                reconnect,
                listener,
                limits,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withRequestTimeout(Duration changed) {
        return new ClientOptions(
                serializer,
                authentication,
                changed,
                reconnect,
                listener,
                limits,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withReconnect(Reconnect changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                changed,
                listener,
                limits,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withListener(SessionListener changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                changed,
                limits,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withLimits(Limits changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                listener,
                changed,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withMaxQueuedEvents(int changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                listener,
                limits,
                changed,
                maxInvocations,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withMaxInvocations(int changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                listener,
                limits,
                maxQueuedEvents,
                changed,
                maxOfflinePublications,
                sockets);
    }

    public ClientOptions withMaxOfflinePublications(int changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                listener,
                limits,
                maxQueuedEvents,
                maxInvocations,
                changed,
                sockets);
    }

    public ClientOptions withSockets(SocketOptions changed) {
        return new ClientOptions(
                serializer,
                authentication,
                requestTimeout,
                reconnect,
                listener,
                limits,
                maxQueuedEvents,
                maxInvocations,
                maxOfflinePublications,
                changed);
    }

    /**
     * When to connect again after the connection was lost. The pause doubles from the first to the
     * longest, each shortened by up to half at random, so that a thousand clients don't come back
     * in one instant. It begins small again after a session that lasted longer than the longest
     * pause.
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
