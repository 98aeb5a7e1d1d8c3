package dev.tule.wamp;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of messages and their codes, the first element of each.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-message-codes-and-direction">Message
 *     Codes and Direction</a>
 */
public enum MessageType {
    HELLO(1),
    WELCOME(2),
    ABORT(3),
    CHALLENGE(4),
    AUTHENTICATE(5),
    GOODBYE(6),
    ERROR(8),
    PUBLISH(16),
    PUBLISHED(17),
    SUBSCRIBE(32),
    SUBSCRIBED(33),
    UNSUBSCRIBE(34),
    UNSUBSCRIBED(35),
    EVENT(36),
    CALL(48),
    CANCEL(49),
    RESULT(50),
    REGISTER(64),
    REGISTERED(65),
    UNREGISTER(66),
    UNREGISTERED(67),
    INVOCATION(68),
    INTERRUPT(69),
    YIELD(70),
    EVENT_RECEIVED(337);

    private static final @Nullable MessageType[] BY_CODE = byCode();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The kind with that code; null where there is none. */
    static @Nullable MessageType of(long code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : null;
    }

    private static @Nullable MessageType[] byCode() {
        @Nullable MessageType[] types = new @Nullable MessageType[EVENT_RECEIVED.code + 1];
        for (MessageType type : values()) {
            types[type.code] = type;
        }
        return types;
    }
}
