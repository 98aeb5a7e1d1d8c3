package dev.tule.cloudwatch.metric;

/**
 * Spans of equal length, one after the other. In seconds.
 *
 * @param from the first second of the first span
 * @param until the first second after the last span
 * @param period the length of each
 */
public record Spans(long from, long until, long period) {
    public Spans {
        if (period < 1 || from > until) {
            throw new IllegalArgumentException(
                    "no spans of " + period + " s from " + from + " to " + until);
        }
    }

    /** The first second of the span in which a second lies. */
    long of(long second) {
        return second - Math.floorMod(second - from, period);
    }

    long number() {
        return Math.ceilDiv(until - from, period);
    }
}
