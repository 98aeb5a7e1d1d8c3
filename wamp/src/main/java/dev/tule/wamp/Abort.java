package dev.tule.wamp;

/**
 * Either peer ends the session without a handshake: it was not opened, or a rule of the protocol
 * was broken.
 *
 * <p>{@code [ABORT, Details|dict, Reason|uri, Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-abort-2">ABORT</a>
 */
public record Abort(Dict details, Uri reason, Payload payload) implements Message {

    /** An abort whose details hold a sentence for people. */
    public static Abort of(Uri reason, String message) {
        return new Abort(Dict.of("message", message), reason, Payload.EMPTY);
    }

    /** What the peer said for people; empty where it said nothing. */
    public String message() {
        return details.string("message").orElse("");
    }

    @Override
    public MessageType type() {
        return MessageType.ABORT;
    }
}
