package dev.tule.compute;

import org.jspecify.annotations.Nullable;

/** What went wrong with a machine; the subclass says whose fault it is. */
public abstract sealed class ComputeException extends RuntimeException
        permits DriverFailureException,
                DriverUnavailableException,
                InsufficientCapacityException,
                MachineStateException,
                UnsupportedByDriverException {
    protected ComputeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
