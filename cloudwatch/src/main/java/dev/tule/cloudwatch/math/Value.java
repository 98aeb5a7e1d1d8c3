package dev.tule.cloudwatch.math;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** What an expression has come to. */
public sealed interface Value {
    /** One number. */
    record Scalar(double number) implements Value {}

    /**
     * Values by the second at which their spans begin.
     *
     * @param from the first second asked for
     * @param until the first second that isn't
     * @param period of the spans, in seconds
     * @param label what it shows, for people
     */
    record TimeSeries(
            NavigableMap<Long, Double> points, long from, long until, long period, String label)
            implements Value {
        TimeSeries map(DoubleUnaryOperator change) {
            NavigableMap<Long, Double> changed = new TreeMap<>();
            points.forEach((at, value) -> changed.put(at, change.applyAsDouble(value)));
            return with(changed);
        }

        /** Other points in the same spans; those that are no numbers are left out. */
        TimeSeries with(NavigableMap<Long, Double> others) {
            NavigableMap<Long, Double> numbers = new TreeMap<>(others);
            numbers.values().removeIf(value -> !Double.isFinite(value));
            return new TimeSeries(numbers, from, until, period, label);
        }
    }

    /** Several series. */
    record Many(List<TimeSeries> series) implements Value {
        public Many {
            series = List.copyOf(series);
        }
    }

    /** A text, or a word such as {@code REPEAT}. */
    record Text(String text) implements Value {}
}
