package dev.tule.wamp.client;

import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;

/**
 * A request failed: the router or the callee answered with an error. Thrown by a procedure's
 * handler, it becomes the error that the caller gets.
 */
public final class WampError extends WampException {
    private static final long serialVersionUID = 1;

    private final transient Uri error;
    private final transient Payload payload;

    /** An error with a sentence for people. */
    public WampError(Uri error, String message) {
        super(error + ": " + message);
        this.error = error;
        this.payload = Payload.of(message);
    }

    /** An error with any payload. */
    public WampError(Uri error, Payload payload) {
        super(payload.argument(0) instanceof String text ? error + ": " + text : error.value());
        this.error = error;
        this.payload = payload;
    }

    /** Which error; see {@link dev.tule.wamp.ErrorUri} for the protocol's own. */
    public Uri error() {
        return error;
    }

    public Payload payload() {
        return payload;
    }
}
