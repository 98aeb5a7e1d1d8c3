package dev.tule.wamp;

/**
 * A registration, in the scope of the router. ({@code REGISTERED.Registration}; <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>)
 *
 * @param value from 1 to 2^53
 */
public record RegistrationId(long value) implements Id {

    public RegistrationId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
