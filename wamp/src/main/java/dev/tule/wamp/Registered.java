package dev.tule.wamp;

/**
 * The dealer has set up a registration.
 *
 * <p>{@code [REGISTERED, REGISTER.Request|id, Registration|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-registered-2">REGISTERED</a>
 */
public record Registered(RequestId request, RegistrationId registration) implements Message {

    @Override
    public MessageType type() {
        return MessageType.REGISTERED;
    }
}
