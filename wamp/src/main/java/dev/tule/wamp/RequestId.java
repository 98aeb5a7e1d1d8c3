package dev.tule.wamp;

/**
 * A request, in the scope of a session and a direction: counted up by one, from one. ({@code
 * CALL.Request and its like}; <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>)
 *
 * @param value from 1 to 2^53
 */
public record RequestId(long value) implements Id {

    public RequestId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
