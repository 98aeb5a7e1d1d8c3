package dev.tule.wamp;

/**
 * A session, in the global scope: drawn at random. ({@code WELCOME.Session}; <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>)
 *
 * @param value from 1 to 2^53
 */
public record SessionId(long value) implements Id {

    public SessionId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
