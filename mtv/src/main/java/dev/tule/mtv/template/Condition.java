package dev.tule.mtv.template;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads what stands in {@code {% if %}}: {@code or}, {@code and}, {@code not}, {@code in}, {@code
 * is}, comparisons, in Python's order of precedence.
 */
final class Condition {
    private final Parser parser;
    private final List<String> words;
    private int at;

    private Condition(Parser parser, List<String> words) {
        this.parser = parser;
        this.words = words;
    }

    static Expression parse(Parser parser, List<String> words) {
        Condition condition = new Condition(parser, words);
        Expression result = condition.or();
        if (condition.at < words.size()) {
            throw new IllegalArgumentException(
                    "unused '" + words.get(condition.at) + "' in a condition");
        }
        return result;
    }

    private boolean take(String word) {
        if (at < words.size() && words.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    private Expression or() {
        Expression left = and();
        while (take("or")) {
            Expression before = left;
            Expression right = and();
            left = c -> Values.truth(before.evaluate(c)) || Values.truth(right.evaluate(c));
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (take("and")) {
            Expression before = left;
            Expression right = not();
            left = c -> Values.truth(before.evaluate(c)) && Values.truth(right.evaluate(c));
        }
        return left;
    }

    private Expression not() {
        if (take("not")) {
            Expression operand = not();
            return c -> !Values.truth(operand.evaluate(c));
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = operand();
        while (at < words.size()) {
            Expression before = left;
            if (take("==") || take("is")) {
                boolean negated = words.get(at - 1).equals("is") && take("not");
                Expression right = operand();
                left = c -> Values.same(before.evaluate(c), right.evaluate(c)) != negated;
            } else if (take("!=")) {
                Expression right = operand();
                left = c -> !Values.same(before.evaluate(c), right.evaluate(c));
            } else if (take("in")) {
                Expression right = operand();
                left = c -> Values.contains(right.evaluate(c), before.evaluate(c));
            } else if (words.get(at).equals("not")
                    && at + 1 < words.size()
                    && words.get(at + 1).equals("in")) {
                at += 2;
                Expression right = operand();
                left = c -> !Values.contains(right.evaluate(c), before.evaluate(c));
            } else if (take("<")) {
                left = ordered(before, order -> order < 0);
            } else if (take(">")) {
                left = ordered(before, order -> order > 0);
            } else if (take("<=")) {
                left = ordered(before, order -> order <= 0);
            } else if (take(">=")) {
                left = ordered(before, order -> order >= 0);
            } else {
                break;
            }
        }
        return left;
    }

    private Expression ordered(Expression left, IntPredicate holds) {
        Expression right = operand();
        return c -> {
            Optional<Integer> order = Values.compare(left.evaluate(c), right.evaluate(c));
            return order.isPresent() && holds.test(order.get());
        };
    }

    private Expression operand() {
        if (at >= words.size()) {
            throw new IllegalArgumentException("a condition ends early");
        }
        return parser.expression(words.get(at++));
    }
}
