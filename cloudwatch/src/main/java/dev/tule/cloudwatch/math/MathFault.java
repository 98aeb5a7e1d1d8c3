package dev.tule.cloudwatch.math;

/** What is wrong with an expression, as a sentence for its author. */
public final class MathFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    MathFault(String message) {
        super(message);
    }
}
