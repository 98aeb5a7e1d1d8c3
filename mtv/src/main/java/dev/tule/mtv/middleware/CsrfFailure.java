package dev.tule.mtv.middleware;

import dev.tule.mtv.PermissionDenied;

/** A request that another site may have caused: answered with 403. */
public final class CsrfFailure extends PermissionDenied {
    private static final long serialVersionUID = 1;

    public CsrfFailure(String message) {
        super(message);
    }
}
