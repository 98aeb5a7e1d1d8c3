package dev.tule.wamp;

/**
 * A number from 1 to 2^53 that names something, each kind with a type of its own (<a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>).
 */
public sealed interface Id
        permits SessionId, PublicationId, SubscriptionId, RegistrationId, RequestId {

    /** The largest: the last integer up to which a double holds them all. */
    long MAX = 1L << 53;

    long value();

    static boolean valid(long value) {
        return value >= 1 && value <= MAX;
    }

    private static IllegalArgumentException outOfRange(long value) {
        return new IllegalArgumentException("an id is from 1 to 2^53, not " + value);
    }

    /**
     * @throws IllegalArgumentException when the value is not an id's
     */
    static void check(long value) {
        if (!valid(value)) {
            throw outOfRange(value);
        }
    }
}
