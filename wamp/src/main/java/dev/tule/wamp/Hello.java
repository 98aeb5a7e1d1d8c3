package dev.tule.wamp;

import java.util.List;
import java.util.Optional;

/**
 * A client asks to open a session on a realm.
 *
 * <p>{@code [HELLO, Realm|uri, Details|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-hello-2">HELLO</a>
 */
public record Hello(Uri realm, Dict details) implements Message {

    /** The roles the client announced, each with its features. */
    public Dict roles() {
        return details.dict("roles");
    }

    /** The authentication methods the client can do, its favourite first; empty for anonymous. */
    public List<String> authMethods() {
        return details.strings("authmethods");
    }

    /** Who the client says it is. */
    public Optional<String> authId() {
        return details.string("authid");
    }

    @Override
    public MessageType type() {
        return MessageType.HELLO;
    }
}
