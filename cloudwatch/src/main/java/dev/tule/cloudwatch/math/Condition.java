package dev.tule.cloudwatch.math;

import dev.tule.cloudwatch.math.Value.Scalar;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code IF(m1 > 5, m1, 0)}: without a third argument nothing stands where the condition fails. */
final class Condition {
    private Condition() {}

    static Value choose(Arguments given) {
        Value condition = given.at(0);
        Value then = given.at(1);
        Value otherwise = given.size() > 2 ? given.at(2) : null;
        if (condition instanceof Scalar scalar) {
            if (scalar.number() != 0) {
                return then;
            }
            if (otherwise == null) {
                throw new MathFault("IF with a number as condition takes three arguments.");
            }
            return otherwise;
        }
        if (!(condition instanceof TimeSeries series)) {
            throw new MathFault("IF takes a number or a time series as condition.");
        }
        NavigableMap<Long, Double> points = new TreeMap<>();
        series.points()
                .forEach(
                        (at, holds) -> {
                            Double chosen = at(holds != 0 ? then : otherwise, at);
                            if (chosen != null) {
                                points.put(at, chosen);
                            }
                        });
        return series.with(points);
    }

    private static @Nullable Double at(@Nullable Value value, long second) {
        return switch (value) {
            case null -> null;
            case Scalar scalar -> scalar.number();
            case TimeSeries series -> series.points().get(second);
            default -> throw new MathFault("IF chooses between numbers and time series.");
        };
    }
}
