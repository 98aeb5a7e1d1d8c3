package dev.tule.aws.frontdoor;

import dev.tule.aws.protocol.WireError;

/** The front door's own refusal of a request, in the words of its protocol. Has no stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WireError error;

    Refusal(WireError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    WireError error() {
        return error;
    }
}
