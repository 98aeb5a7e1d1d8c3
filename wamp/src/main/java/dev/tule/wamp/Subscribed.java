package dev.tule.wamp;

/**
 * The broker has set up a subscription.
 *
 * <p>{@code [SUBSCRIBED, SUBSCRIBE.Request|id, Subscription|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscribed-2">SUBSCRIBED</a>
 */
public record Subscribed(RequestId request, SubscriptionId subscription) implements Message {

    @Override
    public MessageType type() {
        return MessageType.SUBSCRIBED;
    }
}
