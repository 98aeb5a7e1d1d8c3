package dev.tule.compute;

import org.jspecify.annotations.Nullable;

/** What runs the machines failed, or refused for a reason of its own. */
public final class DriverFailureException extends ComputeException {
    public DriverFailureException(String message) {
        super(message, null);
    }

    public DriverFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
