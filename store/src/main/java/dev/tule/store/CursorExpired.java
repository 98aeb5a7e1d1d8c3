package dev.tule.store;

/**
 * Changes that a cursor would come to next are no longer kept: the reader was away for longer than
 * the store's {@link ChangeRetention}, and must start afresh from the data itself.
 */
public final class CursorExpired extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CursorExpired(String message) {
        super(message);
    }
}
