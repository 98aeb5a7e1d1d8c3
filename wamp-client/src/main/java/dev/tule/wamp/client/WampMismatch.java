package dev.tule.wamp.client;

/** A result or an event is not of the shape that was asked for; the message says where. */
public final class WampMismatch extends WampException {
    private static final long serialVersionUID = 1;

    WampMismatch(String message) {
        super(message);
    }

    @Override
    WampMismatch here() {
        return new WampMismatch(String.valueOf(getMessage()));
    }
}
