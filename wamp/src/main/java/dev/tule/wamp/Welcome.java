package dev.tule.wamp;

/**
 * The router opens the session.
 *
 * <p>{@code [WELCOME, Session|id, Details|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-welcome-2">WELCOME</a>
 */
public record Welcome(SessionId session, Dict details) implements Message {

    @Override
    public MessageType type() {
        return MessageType.WELCOME;
    }
}
