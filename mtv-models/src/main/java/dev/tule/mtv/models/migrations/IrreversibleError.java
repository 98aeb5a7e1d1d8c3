package dev.tule.mtv.models.migrations;

/** A migration has no way back. */
public final class IrreversibleError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public IrreversibleError(String message) {
        super(message);
    }
}
