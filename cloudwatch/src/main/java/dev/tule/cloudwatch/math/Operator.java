package dev.tule.cloudwatch.math;

import java.util.Optional;

/** What stands between two values; a condition that holds is 1, else 0. */
enum Operator {
    OR(1, "||", "OR"),
    AND(2, "&&", "AND"),
    EQUAL(3, "==", "=="),
    DIFFERENT(3, "!=", "!="),
    AT_MOST(3, "<=", "<="),
    AT_LEAST(3, ">=", ">="),
    LESS(3, "<", "<"),
    GREATER(3, ">", ">"),
    PLUS(4, "+", "+"),
    MINUS(4, "-", "-"),
    TIMES(5, "*", "*"),
    OVER(5, "/", "/"),
    POWER(6, "^", "^");

    private final int binding;
    private final String sign;
    private final String word;

    Operator(int binding, String sign, String word) {
        this.binding = binding;
        this.sign = sign;
        this.word = word;
    }

    /** The higher, the closer it binds its neighbours. */
    int binding() {
        return binding;
    }

    static Optional<Operator> of(String token) {
        for (Operator operator : values()) {
            if (operator.sign.equals(token) || operator.word.equals(token)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    double apply(double left, double right) {
        return switch (this) {
            case OR -> truth(left != 0 || right != 0);
            case AND -> truth(left != 0 && right != 0);
            case EQUAL -> truth(left == right);
            case DIFFERENT -> truth(left != right);
            case AT_MOST -> truth(left <= right);
            case AT_LEAST -> truth(left >= right);
            case LESS -> truth(left < right);
            case GREATER -> truth(left > right);
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case OVER -> left / right;
            case POWER -> Math.pow(left, right);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
