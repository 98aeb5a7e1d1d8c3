package dev.tule.wamp;

/**
 * A subscriber wants no more events of a subscription.
 *
 * <p>{@code [UNSUBSCRIBE, Request|id, SUBSCRIBED.Subscription|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-unsubscribe-2">UNSUBSCRIBE</a>
 */
public record Unsubscribe(RequestId request, SubscriptionId subscription) implements Message {

    @Override
    public MessageType type() {
        return MessageType.UNSUBSCRIBE;
    }
}
