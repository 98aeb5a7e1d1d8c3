package dev.tule.store;

import org.jspecify.annotations.Nullable;

/** The store could not do what was asked, and it was not the caller's fault. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
