package dev.tule.mtv.signing;

import dev.tule.mtv.SuspiciousOperation;

/** A signed value was changed, is too old, or was signed for something else. */
public final class BadSignature extends SuspiciousOperation {
    private static final long serialVersionUID = 1;

    public BadSignature(String message) {
        super(message);
    }
}
