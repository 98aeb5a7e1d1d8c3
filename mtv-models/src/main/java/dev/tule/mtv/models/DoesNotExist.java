package dev.tule.mtv.models;

/** No object matches the query, where one was asked for. */
public final class DoesNotExist extends RuntimeException {
    private static final long serialVersionUID = 1;

    DoesNotExist(String message) {
        super(message);
    }
}
