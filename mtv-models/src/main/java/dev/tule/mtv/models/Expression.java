package dev.tule.mtv.models;

import org.jspecify.annotations.Nullable;

/**
 * Something that the database computes: for lookups, {@code annotate}, {@code update}. Immutable.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/">Django: query
 *     expressions</a>
 */
public sealed interface Expression
        permits F,
                Aggregate,
                Case,
                Exists,
                Extract,
                Func,
                OuterRef,
                Subquery,
                Trunc,
                Expression.Value,
                Expression.Combined {

    /**
     * A value as it is.
     *
     * @param value what a column can hold
     */
    record Value(@Nullable Object value) implements Expression {}

    /**
     * Two expressions and what is done with them.
     *
     * @param left the first
     * @param operator one of SQL's
     * @param right the second
     */
    record Combined(Expression left, Operator operator, Expression right) implements Expression {}

    /** What can be done with two expressions. */
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDED_BY("/");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        /** As SQL writes it. */
        public String sql() {
            return sql;
        }
    }

    /** The expression itself, or else a value. */
    static Expression of(@Nullable Object operand) {
        return operand instanceof Expression expression ? expression : new Value(operand);
    }

    /** An order by it, from the least on. */
    default Order asc() {
        return new Order(this, false, null);
    }

    /** An order by it, from the greatest on. */
    default Order desc() {
        return new Order(this, true, null);
    }

    default Expression plus(Object other) {
        return new Combined(this, Operator.PLUS, of(other));
    }

    default Expression minus(Object other) {
        return new Combined(this, Operator.MINUS, of(other));
    }

    default Expression times(Object other) {
        return new Combined(this, Operator.TIMES, of(other));
    }

    /** Whole numbers are divided as the database does it: most cut off what remains. */
    default Expression dividedBy(Object other) {
        return new Combined(this, Operator.DIVIDED_BY, of(other));
    }
}
