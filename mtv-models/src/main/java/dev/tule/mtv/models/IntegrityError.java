package dev.tule.mtv.models;

/** The database refused a change that would break a constraint. */
public final class IntegrityError extends RuntimeException {
    private static final long serialVersionUID = 1;

    IntegrityError(Throwable cause) {
        super("the change would break a constraint of the database", cause);
    }
}
