package dev.tule.wamp;

/**
 * A subscription, in the scope of the router. ({@code SUBSCRIBED.Subscription}; <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>)
 *
 * @param value from 1 to 2^53
 */
public record SubscriptionId(long value) implements Id {

    public SubscriptionId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
