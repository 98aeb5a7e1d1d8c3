package dev.tule.wamp;

/**
 * A callee gives the dealer a result, or a piece of it.
 *
 * <p>{@code [YIELD, INVOCATION.Request|id, Options|dict, Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-yield-2">YIELD</a>
 */
public record Yield(RequestId request, Dict options, Payload payload) implements Message {

    /** Whether more results follow. */
    public boolean progress() {
        return options.flag("progress", false);
    }

    @Override
    public MessageType type() {
        return MessageType.YIELD;
    }
}
