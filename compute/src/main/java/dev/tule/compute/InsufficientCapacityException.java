package dev.tule.compute;

/** The host has no room for the machine now. The message says of what, and how much is left. */
public final class InsufficientCapacityException extends ComputeException {
    public InsufficientCapacityException(String message) {
        super(message, null);
    }
}
