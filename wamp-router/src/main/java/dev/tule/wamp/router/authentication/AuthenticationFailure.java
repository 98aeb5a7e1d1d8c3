package dev.tule.wamp.router.authentication;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Uri;

/** Who a client is can't be found out, or somebody who was asked says that it may not join. */
public final class AuthenticationFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Uri reason;
    private final String told;

    private AuthenticationFailure(Uri reason, String told, String message) {
        super(message);
        this.reason = reason;
        this.told = told;
    }

    /**
     * It can't be found out.
     *
     * @param message for the log; the client isn't told
     */
    static AuthenticationFailure of(String message) {
        return new AuthenticationFailure(
                ErrorUri.AUTHENTICATION_FAILED, "who you are could not be checked", message);
    }

    /** Whoever was asked refuses, for that reason, and the client may know. */
    static AuthenticationFailure refused(Uri reason, String told) {
        return new AuthenticationFailure(reason, told, told);
    }

    /** What ends the attempt. */
    Step.Denied step() {
        return new Step.Denied(reason, told);
    }

    /** Whether it is a fault on our side of the wire. */
    boolean ours() {
        return reason.equals(ErrorUri.AUTHENTICATION_FAILED);
    }
}
