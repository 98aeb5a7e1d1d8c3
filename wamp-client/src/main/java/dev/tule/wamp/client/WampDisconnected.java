package dev.tule.wamp.client;

/**
 * There is no session: the router could not be reached or refused it, the connection was lost
 * before the answer came, or the client was closed. Whether a request took effect is unknown then.
 */
public final class WampDisconnected extends WampException {
    private static final long serialVersionUID = 1;

    WampDisconnected(String message) {
        super(message);
    }

    @Override
    WampDisconnected here() {
        return new WampDisconnected(String.valueOf(getMessage()));
    }
}
