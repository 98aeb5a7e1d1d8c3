package dev.tule.wamp;

/**
 * A callee no longer serves a registration.
 *
 * <p>{@code [UNREGISTER, Request|id, REGISTERED.Registration|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-unregister-2">UNREGISTER</a>
 */
public record Unregister(RequestId request, RegistrationId registration) implements Message {

    @Override
    public MessageType type() {
        return MessageType.UNREGISTER;
    }
}
