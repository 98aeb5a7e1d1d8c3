package dev.tule.wamp.client;

import java.time.Duration;

/** An answer did not come in time. A call has been cancelled. */
public final class WampTimeout extends WampException {
    private static final long serialVersionUID = 1;

    WampTimeout(String what, Duration timeout) {
        this(what + " took longer than " + timeout.toMillis() + " ms");
    }

    private WampTimeout(String message) {
        super(message);
    }

    @Override
    WampTimeout here() {
        return new WampTimeout(String.valueOf(getMessage()));
    }
}
