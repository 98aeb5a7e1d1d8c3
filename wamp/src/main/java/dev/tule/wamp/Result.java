package dev.tule.wamp;

/**
 * The dealer gives a caller the result, or a piece of it.
 *
 * <p>{@code [RESULT, CALL.Request|id, Details|dict, Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-result-2">RESULT</a>
 */
public record Result(RequestId request, Dict details, Payload payload) implements Message {

    /** Whether more results follow. */
    public boolean progress() {
        return details.flag("progress", false);
    }

    @Override
    public MessageType type() {
        return MessageType.RESULT;
    }
}
