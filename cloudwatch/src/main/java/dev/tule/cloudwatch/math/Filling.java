package dev.tule.cloudwatch.math;

import dev.tule.cloudwatch.math.Value.Many;
import dev.tule.cloudwatch.math.Value.Scalar;
import dev.tule.cloudwatch.math.Value.Text;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code FILL(m1, 0)}: gives spans without a value one. */
final class Filling {
    private Filling() {}

    static Value fill(Arguments given) {
        Value with = given.at(1);
        if (given.at(0) instanceof Many many) {
            return new Many(many.series().stream().map(series -> fill(series, with)).toList());
        }
        return fill(given.all(0).getFirst(), with);
    }

    private static TimeSeries fill(TimeSeries series, Value with) {
        NavigableMap<Long, Double> there = new TreeMap<>(series.points());
        NavigableMap<Long, Double> filled = new TreeMap<>(there);
        for (long at = series.from(); at < series.until(); at += series.period()) {
            if (!there.containsKey(at)) {
                Double value = value(there, at, with);
                if (value != null) {
                    filled.put(at, value);
                }
            }
        }
        return series.with(filled);
    }

    private static @Nullable Double value(NavigableMap<Long, Double> there, long at, Value with) {
        return switch (with) {
            case Scalar scalar -> scalar.number();
            case TimeSeries other -> other.points().get(at);
            case Text(String word) when word.equals("REPEAT") -> {
                Map.Entry<Long, Double> before = there.floorEntry(at);
                yield before == null ? null : before.getValue();
            }
            case Text(String word) when word.equals("LINEAR") -> between(there, at);
            default -> throw new MathFault("FILL takes a number, a time series, REPEAT or LINEAR.");
        };
    }

    private static @Nullable Double between(NavigableMap<Long, Double> there, long at) {
        Map.Entry<Long, Double> before = there.floorEntry(at);
        Map.Entry<Long, Double> after = there.ceilingEntry(at);
        if (before == null || after == null) {
            return null;
        }
        double share = (double) (at - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
