package dev.tule.wamp;

/**
 * A publication, in the global scope: drawn at random. ({@code PUBLISHED.Publication}; <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>)
 *
 * @param value from 1 to 2^53
 */
public record PublicationId(long value) implements Id {

    public PublicationId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
