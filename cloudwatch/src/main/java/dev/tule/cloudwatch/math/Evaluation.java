package dev.tule.cloudwatch.math;

import dev.tule.cloudwatch.math.Value.Many;
import dev.tule.cloudwatch.math.Value.Scalar;
import dev.tule.cloudwatch.math.Value.Text;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Works expressions out. */
public final class Evaluation {
    private final Function<String, Value> names;
    private final Supplier<Map<String, TimeSeries>> metrics;

    /**
     * @param names the values of other queries by id; words that are no id stand for themselves
     * @param metrics those of the request that are metrics, by id, for {@code METRICS()}; asked
     *     only where an expression has it
     */
    public Evaluation(Function<String, Value> names, Supplier<Map<String, TimeSeries>> metrics) {
        this.names = names;
        this.metrics = metrics;
    }

    /**
     * @throws MathFault when its parts don't go together
     */
    public Value of(Node node) {
        return switch (node) {
            case Node.Literal literal -> new Scalar(literal.value());
            case Node.Text text -> new Text(text.value());
            case Node.Name name -> names.apply(name.name());
            case Node.Negation negation ->
                    binary(Operator.TIMES, new Scalar(-1), of(negation.of()));
            case Node.Binary binary ->
                    binary(binary.operator(), of(binary.left()), of(binary.right()));
            case Node.Array array -> many(array.elements());
            case Node.Call call -> {
                List<Value> arguments = new ArrayList<>();
                call.arguments().forEach(argument -> arguments.add(of(argument)));
                yield Functions.call(call.function(), arguments, metrics);
            }
        };
    }

    private Many many(List<Node> elements) {
        List<TimeSeries> all = new ArrayList<>();
        for (Node element : elements) {
            switch (of(element)) {
                case TimeSeries series -> all.add(series);
                case Many several -> all.addAll(several.series());
                default -> throw new MathFault("An array in an expression holds time series only.");
            }
        }
        return new Many(all);
    }

    private static Value binary(Operator operator, Value left, Value right) {
        return combine(operator::apply, left, right);
    }

    /** Two values point by point; a point that only one series has is in none. */
    static Value combine(DoubleBinaryOperator operator, Value left, Value right) {
        if (left instanceof Many many) {
            return new Many(
                    many.series().stream()
                            .map(one -> (TimeSeries) combine(operator, one, single(right)))
                            .toList());
        }
        if (right instanceof Many many) {
            return new Many(
                    many.series().stream()
                            .map(one -> (TimeSeries) combine(operator, single(left), one))
                            .toList());
        }
        if (left instanceof Scalar a && right instanceof Scalar b) {
            return new Scalar(operator.applyAsDouble(a.number(), b.number()));
        }
        if (left instanceof TimeSeries a && right instanceof Scalar b) {
            return a.map(value -> operator.applyAsDouble(value, b.number()));
        }
        if (left instanceof Scalar a && right instanceof TimeSeries b) {
            return b.map(value -> operator.applyAsDouble(a.number(), value));
        }
        if (left instanceof TimeSeries a && right instanceof TimeSeries b) {
            NavigableMap<Long, Double> points = new TreeMap<>();
            a.points()
                    .forEach(
                            (at, value) -> {
                                Double other = b.points().get(at);
                                if (other != null) {
                                    points.put(at, operator.applyAsDouble(value, other));
                                }
                            });
            return a.with(points);
        }
        throw new MathFault("An operator in an expression stands between numbers or time series.");
    }

    private static Value single(Value value) {
        if (value instanceof Many) {
            throw new MathFault("An operator in an expression can't stand between two arrays.");
        }
        return value;
    }
}
