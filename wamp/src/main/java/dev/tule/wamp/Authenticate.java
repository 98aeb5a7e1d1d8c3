package dev.tule.wamp;

/**
 * The client answers a challenge. The signature is a secret: {@link #toString} leaves it out.
 *
 * <p>{@code [AUTHENTICATE, Signature|string, Extra|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-authenticate">AUTHENTICATE</a>
 */
public record Authenticate(String signature, Dict extra) implements Message {

    @Override
    public String toString() {
        return "Authenticate[]";
    }

    @Override
    public MessageType type() {
        return MessageType.AUTHENTICATE;
    }
}
