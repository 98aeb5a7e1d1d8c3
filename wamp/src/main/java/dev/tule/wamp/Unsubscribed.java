package dev.tule.wamp;

/**
 * The broker has ended a subscription.
 *
 * <p>{@code [UNSUBSCRIBED, UNSUBSCRIBE.Request|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-unsubscribed-2">UNSUBSCRIBED</a>
 */
public record Unsubscribed(RequestId request) implements Message {

    @Override
    public MessageType type() {
        return MessageType.UNSUBSCRIBED;
    }
}
