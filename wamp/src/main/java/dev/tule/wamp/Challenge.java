package dev.tule.wamp;

/**
 * The router asks the client to prove who it is.
 *
 * <p>{@code [CHALLENGE, AuthMethod|string, Extra|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-challenge">CHALLENGE</a>
 */
public record Challenge(String authMethod, Dict extra) implements Message {

    @Override
    public MessageType type() {
        return MessageType.CHALLENGE;
    }
}
