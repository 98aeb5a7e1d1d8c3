package dev.tule.compute;

/** This host can't run machines in any way. The message says what to install. */
public final class DriverUnavailableException extends ComputeException {
    public DriverUnavailableException(String message) {
        super(message, null);
    }
}
