package dev.tule.cloudwatch.math;

import java.util.List;

/** A part of an expression. */
public sealed interface Node {
    /** A number written out. */
    record Literal(double value) implements Node {}

    /** A text in quotes. */
    record Text(String value) implements Node {}

    /** The id of another query, or a word such as {@code REPEAT}. */
    record Name(String name) implements Node {}

    /** {@code -x}. */
    record Negation(Node of) implements Node {}

    /** Two values and what is between them. */
    record Binary(Operator operator, Node left, Node right) implements Node {}

    /** {@code FILL(m1, 0)}. */
    record Call(String function, List<Node> arguments) implements Node {}

    /** {@code [m1, m2]}. */
    record Array(List<Node> elements) implements Node {}
}
