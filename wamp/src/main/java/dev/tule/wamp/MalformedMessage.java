package dev.tule.wamp;

/**
 * Bytes that are no message: not of the serializer's format, over a limit, or against the
 * specification's rules. The sentence names what is wrong and may be told to the peer: it holds no
 * payload.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-protocol-errors">Protocol
 *     Errors</a>
 */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessage(String message) {
        // No stack trace: a hostile peer could have one made for each message.
        super(message, null, false, false);
    }
}
