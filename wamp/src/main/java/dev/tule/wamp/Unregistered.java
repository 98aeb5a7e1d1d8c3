package dev.tule.wamp;

/**
 * The dealer has ended a registration.
 *
 * <p>{@code [UNREGISTERED, UNREGISTER.Request|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-unregistered-2">UNREGISTERED</a>
 */
public record Unregistered(RequestId request) implements Message {

    @Override
    public MessageType type() {
        return MessageType.UNREGISTERED;
    }
}
