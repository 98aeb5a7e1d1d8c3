package dev.tule.cloudwatch.math;

import dev.tule.cloudwatch.math.Value.Many;
import dev.tule.cloudwatch.math.Value.Scalar;
import dev.tule.cloudwatch.math.Value.Text;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * What a function was given.
 *
 * @param function its name, for the faults
 */
record Arguments(String function, List<Value> values) {
    Arguments {
        values = List.copyOf(values);
    }

    int size() {
        return values.size();
    }

    /** The only one there is. */
    Value only() {
        if (values.size() != 1) {
            throw new MathFault(function + " takes one argument.");
        }
        return values.getFirst();
    }

    Value at(int index) {
        if (index >= values.size()) {
            throw new MathFault(function + " takes more arguments.");
        }
        return values.get(index);
    }

    double number(int index) {
        if (at(index) instanceof Scalar scalar) {
            return scalar.number();
        }
        throw new MathFault(function + " takes a number as argument " + (index + 1) + ".");
    }

    String text(int index) {
        if (at(index) instanceof Text text) {
            return text.text();
        }
        throw new MathFault(function + " takes a word as argument " + (index + 1) + ".");
    }

    List<TimeSeries> all(int index) {
        return all(at(index));
    }

    static List<TimeSeries> all(Value value) {
        return switch (value) {
            case TimeSeries series -> List.of(series);
            case Many many -> many.series();
            default -> throw new MathFault("A time series is missing in the expression.");
        };
    }

    One one() {
        return new One(function, only());
    }

    /** A function's only argument. */
    record One(String function, Value value) {
        TimeSeries series() {
            if (value instanceof TimeSeries series) {
                return series;
            }
            throw new MathFault(function + " takes a time series.");
        }

        List<TimeSeries> all() {
            List<TimeSeries> all = Arguments.all(value);
            if (all.isEmpty()) {
                throw new MathFault(function + " was given no time series.");
            }
            return all;
        }

        Value map(UnaryOperator<TimeSeries> change) {
            return switch (value) {
                case TimeSeries series -> change.apply(series);
                case Many many -> new Many(many.series().stream().map(change).toList());
                default -> throw new MathFault(function + " takes a time series.");
            };
        }

        Value each(DoubleUnaryOperator change) {
            return value instanceof Scalar scalar
                    ? new Scalar(change.applyAsDouble(scalar.number()))
                    : map(series -> series.map(change));
        }
    }
}
