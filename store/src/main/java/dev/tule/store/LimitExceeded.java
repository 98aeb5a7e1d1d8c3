package dev.tule.store;

/** A key, a value or a transaction was over {@link Limits}. */
public final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LimitExceeded(String message) {
        super(message);
    }
}
