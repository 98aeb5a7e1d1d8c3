package dev.tule.wamp;

/**
 * The dealer has a callee do a call.
 *
 * <p>{@code [INVOCATION, Request|id, REGISTERED.Registration|id, Details|dict, Arguments|list,
 * ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-invocation-2">INVOCATION</a>
 */
public record Invocation(
        RequestId request, RegistrationId registration, Dict details, Payload payload)
        implements Message {

    @Override
    public MessageType type() {
        return MessageType.INVOCATION;
    }
}
