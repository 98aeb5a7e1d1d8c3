package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;

/**
 * A request failed: the router or the callee answered with an error. Thrown by a procedure's
 * handler, it becomes the error that the caller gets.
 */
public final class WampError extends WampException {
    private static final long serialVersionUID = 1;

    private final transient Uri error;
    private final transient Dict details;
    private final transient Payload payload;

    /** An error with a sentence for people. */
    public WampError(Uri error, String message) {
        this(error, Dict.EMPTY, Payload.of(message));
    }

    /** An error with any payload. */
    public WampError(Uri error, Payload payload) {
        this(error, Dict.EMPTY, payload);
    }

    WampError(ErrorMessage message) {
        this(message.error(), message.details(), message.payload());
    }

    private WampError(Uri error, Dict details, Payload payload) {
        super(payload.argument(0) instanceof String text ? error + ": " + text : error.value());
        this.error = error;
        this.details = details;
        this.payload = payload;
    }

    /** Which error; see {@link dev.tule.wamp.ErrorUri} for the protocol's own. */
    public Uri error() {
        return error;
    }

    /** What else the router says of it. */
    public Dict details() {
        return details;
    }

    public Payload payload() {
        return payload;
    }

    @Override
    WampError here() {
        return new WampError(error, details, payload);
    }
}
