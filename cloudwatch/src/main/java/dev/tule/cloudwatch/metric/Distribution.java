package dev.tule.cloudwatch.metric;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in a span of time: how many samples, their sum, least and greatest, and, where
 * they are known, the samples themselves by value. Immutable.
 *
 * <p>Samples are kept exactly up to {@link #MOST_VALUES} different values. More are rounded to
 * values that lie a little apart, first by 1 %, then by 2 % and so on: percentiles become that
 * inexact, while count, sum, least and greatest stay exact. A statistic set tells nothing of its
 * samples unless all are equal; with one of those in it, a span has no percentiles (CloudWatch User
 * Guide, "Percentiles").
 *
 * @param count of samples; clients may give fractions
 * @param samples how often each value came; null where that isn't known
 */
record Distribution(
        double count,
        double sum,
        double minimum,
        double maximum,
        @Nullable TreeMap<Double, Double> samples) {
    /** As many as one datum may bring. */
    static final int MOST_VALUES = 150;

    private static final double FIRST_STEP = 0.01;

    static Distribution ofValue(double value) {
        return ofValues(Map.of(value, 1.0));
    }

    /**
     * Of samples by value.
     *
     * @param counts by value, at least one, all positive
     */
    static Distribution ofValues(Map<Double, Double> counts) {
        TreeMap<Double, Double> samples = new TreeMap<>();
        double count = 0;
        double sum = 0;
        for (Map.Entry<Double, Double> sample : counts.entrySet()) {
            double value = sample.getKey() + 0.0; // one zero
            samples.merge(value, sample.getValue(), Double::sum);
            count += sample.getValue();
            sum += value * sample.getValue();
        }
        double least = samples.firstKey();
        double greatest = samples.lastKey();
        return new Distribution(count, sum, least, greatest, fewEnough(samples));
    }

    /** Of a statistic set. */
    static Distribution ofSet(double count, double sum, double minimum, double maximum) {
        boolean known = count == 1 || minimum == maximum;
        TreeMap<Double, Double> samples =
                known ? new TreeMap<>(Map.of(minimum + 0.0, count)) : null;
        return new Distribution(count, sum, minimum, maximum, samples);
    }

    Distribution plus(Distribution other) {
        TreeMap<Double, Double> both = null;
        if (samples != null && other.samples != null) {
            both = new TreeMap<>(samples);
            for (Map.Entry<Double, Double> sample : other.samples.entrySet()) {
                both.merge(sample.getKey(), sample.getValue(), Double::sum);
            }
            both = fewEnough(both);
        }
        return new Distribution(
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum),
                both);
    }

    private static TreeMap<Double, Double> fewEnough(TreeMap<Double, Double> samples) {
        TreeMap<Double, Double> fewer = samples;
        for (double step = FIRST_STEP; fewer.size() > MOST_VALUES; step *= 2) {
            fewer = rounded(samples, step);
        }
        return fewer;
    }

    /** Rounds all but the least and the greatest to powers of 1 + step. */
    private static TreeMap<Double, Double> rounded(TreeMap<Double, Double> samples, double step) {
        double base = Math.log1p(step);
        TreeMap<Double, Double> rounded = new TreeMap<>();
        for (Map.Entry<Double, Double> sample : samples.entrySet()) {
            double value = sample.getKey();
            boolean end = value == samples.firstKey() || value == samples.lastKey();
            double to = end || value == 0 ? value : rounded(value, base);
            rounded.merge(to, sample.getValue(), Double::sum);
        }
        return rounded;
    }

    private static double rounded(double value, double base) {
        double power = Math.round(Math.log(Math.abs(value)) / base);
        return Math.copySign(Math.exp(power * base), value);
    }
}
