package dev.tule.cloudwatch.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * What the points of an evaluation range come to (CloudWatch User Guide, "Configuring how
 * CloudWatch alarms treat missing data"): M of N, points that are missing, and no alarm raised too
 * early.
 *
 * @param state empty where the alarm stays as it is
 * @param evaluated the points that were looked at, the latest first
 * @param filled how many points were missing
 */
record Verdict(Optional<StateValue> state, List<Point> evaluated, int filled) {

    /** How many periods are looked at beyond those that are to be evaluated. */
    static final int EXTRA_PERIODS = 2;

    /**
     * A point that is there.
     *
     * @param age 1 for that of the last period, 2 for the one before
     */
    record Point(long second, double value, int age, boolean breaching) {}

    /**
     * M of N.
     *
     * @param missing the alarm's TreatMissingData
     */
    record Terms(int datapoints, int periods, Missing missing, Comparison comparison) {}

    /** What stands for a point that is missing. */
    enum Missing {
        MISSING,
        IGNORE,
        BREACHING,
        NOT_BREACHING;

        /** By AWS's name, which is {@code missing} where none is given. */
        static Optional<Missing> named(String name) {
            return switch (name) {
                case "missing" -> Optional.of(MISSING);
                case "ignore" -> Optional.of(IGNORE);
                case "breaching" -> Optional.of(BREACHING);
                case "notBreaching" -> Optional.of(NOT_BREACHING);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Judges.
     *
     * @param points values by the second at which their period begins
     * @param end the first second after the last period
     */
    static Verdict of(Terms terms, NavigableMap<Long, Double> points, long end, long period) {
        List<Point> real = new ArrayList<>();
        int range = terms.periods + EXTRA_PERIODS;
        NavigableMap<Long, Double> within = points.subMap(end - range * period, true, end, false);
        for (Map.Entry<Long, Double> point : within.descendingMap().entrySet()) {
            int age = (int) Math.ceilDiv(end - point.getKey(), period);
            boolean breaching = terms.comparison.breaches(point.getValue());
            real.add(new Point(point.getKey(), point.getValue(), age, breaching));
        }
        List<Point> evaluated = real.subList(0, Math.min(real.size(), terms.periods));
        int filled = terms.periods - evaluated.size();
        int breaching = (int) evaluated.stream().filter(Point::breaching).count();
        Optional<StateValue> state =
                filled == 0
                        ? Optional.of(state(breaching >= terms.datapoints))
                        : withMissing(terms, evaluated, filled, breaching);
        return new Verdict(state, List.copyOf(evaluated), filled);
    }

    private static StateValue state(boolean alarm) {
        return alarm ? StateValue.ALARM : StateValue.OK;
    }

    private static Optional<StateValue> withMissing(
            Terms terms, List<Point> real, int filled, int breaching) {
        return switch (terms.missing) {
            case BREACHING -> Optional.of(state(breaching + filled >= terms.datapoints));
            case NOT_BREACHING -> Optional.of(state(breaching >= terms.datapoints));
            case MISSING, IGNORE -> byRealPoints(terms, real, breaching);
        };
    }

    private static Optional<StateValue> byRealPoints(Terms terms, List<Point> real, int breaching) {
        if (breaching >= terms.datapoints) {
            return Optional.of(StateValue.ALARM);
        }
        if (breaching < real.size()) {
            return Optional.of(StateValue.OK);
        }
        if (terms.missing == Missing.IGNORE) {
            return Optional.empty();
        }
        if (real.isEmpty()) {
            return Optional.of(StateValue.INSUFFICIENT_DATA);
        }
        // Too few points, but all of them breach and have for long enough: else it is too early.
        return real.getLast().age >= terms.datapoints
                ? Optional.of(StateValue.ALARM)
                : Optional.empty();
    }
}
