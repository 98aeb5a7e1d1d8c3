package dev.tule.wamp;

/**
 * The dealer tells a callee that the outcome of an invocation is no longer wanted.
 *
 * <p>{@code [INTERRUPT, INVOCATION.Request|id, Options|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-interrupt">INTERRUPT</a>
 */
public record Interrupt(RequestId request, Dict options) implements Message {

    @Override
    public MessageType type() {
        return MessageType.INTERRUPT;
    }
}
