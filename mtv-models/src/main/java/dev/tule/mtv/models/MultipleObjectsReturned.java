package dev.tule.mtv.models;

/** More than one object matches the query, where one was asked for. */
public final class MultipleObjectsReturned extends RuntimeException {
    private static final long serialVersionUID = 1;

    MultipleObjectsReturned(String message) {
        super(message);
    }
}
