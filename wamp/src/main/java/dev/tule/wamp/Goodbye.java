package dev.tule.wamp;

/**
 * Either peer asks to end the session; the other answers with the same.
 *
 * <p>{@code [GOODBYE, Details|dict, Reason|uri, Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-goodbye-2">GOODBYE</a>
 */
public record Goodbye(Dict details, Uri reason, Payload payload) implements Message {

    /** A goodbye without details. */
    public static Goodbye of(Uri reason) {
        return new Goodbye(Dict.EMPTY, reason, Payload.EMPTY);
    }

    @Override
    public MessageType type() {
        return MessageType.GOODBYE;
    }
}
