package dev.tule.cloudwatch.math;

import dev.tule.cloudwatch.math.Value.Many;
import dev.tule.cloudwatch.math.Value.Scalar;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The functions of metric math, by name. */
final class Functions {
    private static final Map<String, ToDoubleFunction<Collection<Double>>> REDUCTIONS =
            Map.of(
                    "SUM", Functions::sum,
                    "AVG", values -> sum(values) / values.size(),
                    "MIN", values -> values.stream().mapToDouble(v -> v).min().orElseThrow(),
                    "MAX", values -> values.stream().mapToDouble(v -> v).max().orElseThrow(),
                    "STDDEV", Functions::deviation);

    private static final Map<String, ToDoubleFunction<ZonedDateTime>> TIMES =
            Map.of(
                    "MINUTE", ZonedDateTime::getMinute,
                    "HOUR", ZonedDateTime::getHour,
                    "DAY", time -> time.getDayOfWeek().getValue(),
                    "DATE", ZonedDateTime::getDayOfMonth,
                    "MONTH", ZonedDateTime::getMonthValue,
                    "YEAR", ZonedDateTime::getYear,
                    "EPOCH", ZonedDateTime::toEpochSecond);

    private Functions() {}

    static Value call(
            String name, List<Value> arguments, Supplier<Map<String, TimeSeries>> metrics) {
        Arguments given = new Arguments(name, arguments);
        if (REDUCTIONS.containsKey(name)) {
            return reduce(given.only(), reduction(name));
        }
        if (TIMES.containsKey(name)) {
            return given.one().map(series -> times(series, TIMES.get(name)));
        }
        return switch (name) {
            case "ABS" -> given.one().each(Math::abs);
            case "CEIL" -> given.one().each(Math::ceil);
            case "FLOOR" -> given.one().each(Math::floor);
            case "LOG" -> given.one().each(Math::log);
            case "LOG10" -> given.one().each(Math::log10);
            case "DIFF" -> given.one().map(series -> steps(series, (value, _) -> value));
            case "RATE" ->
                    given.one().map(series -> steps(series, (value, seconds) -> value / seconds));
            case "DIFF_TIME" ->
                    given.one().map(series -> steps(series, (_, seconds) -> (double) seconds));
            case "RUNNING_SUM" -> given.one().map(Functions::runningSum);
            case "DATAPOINT_COUNT" -> reduce(given.only(), Collection::size);
            case "PERIOD" -> new Scalar(given.one().series().period());
            case "METRIC_COUNT" -> new Scalar(given.one().all().size());
            case "FIRST" -> given.one().all().getFirst();
            case "LAST" -> given.one().all().getLast();
            case "REMOVE_EMPTY" ->
                    new Many(
                            given.one().all().stream()
                                    .filter(one -> !one.points().isEmpty())
                                    .toList());
            case "FILL" -> Filling.fill(given);
            case "IF" -> Condition.choose(given);
            case "METRICS" -> metrics(given, metrics.get());
            case "SLICE" -> slice(given);
            case "SORT" -> sort(given);
            default -> throw notYet(name);
        };
    }

    private static MathFault notYet(String name) {
        return new MathFault("The function " + name + " is not implemented by this server.");
    }

    static ToDoubleFunction<Collection<Double>> reduction(String name) {
        ToDoubleFunction<Collection<Double>> reduction = REDUCTIONS.get(name);
        if (reduction == null) {
            throw new MathFault("'" + name + "' is none of AVG, MAX, MIN, STDDEV and SUM.");
        }
        return reduction;
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(value -> value).sum();
    }

    private static double deviation(Collection<Double> values) {
        double mean = sum(values) / values.size();
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / values.size());
    }

    /** One series becomes one number; several become one series. */
    private static Value reduce(Value value, ToDoubleFunction<Collection<Double>> reduction) {
        if (value instanceof TimeSeries series) {
            if (series.points().isEmpty()) {
                return new Scalar(Double.NaN);
            }
            return new Scalar(reduction.applyAsDouble(series.points().values()));
        }
        List<TimeSeries> all = Arguments.all(value);
        if (all.isEmpty()) {
            throw new MathFault("There is no time series to reduce.");
        }
        TreeSet<Long> seconds = new TreeSet<>();
        all.forEach(series -> seconds.addAll(series.points().keySet()));
        NavigableMap<Long, Double> points = new TreeMap<>();
        for (long at : seconds) {
            List<Double> values = new ArrayList<>();
            for (TimeSeries series : all) {
                Double there = series.points().get(at);
                if (there != null) {
                    values.add(there);
                }
            }
            points.put(at, reduction.applyAsDouble(values));
        }
        return all.getFirst().with(points);
    }

    private static TimeSeries times(TimeSeries series, ToDoubleFunction<ZonedDateTime> part) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        for (long at : series.points().keySet()) {
            ZonedDateTime time = Instant.ofEpochSecond(at).atZone(ZoneOffset.UTC);
            points.put(at, part.applyAsDouble(time));
        }
        return series.with(points);
    }

    /** Of the difference between a point and the one before, and the seconds between them. */
    private static TimeSeries steps(TimeSeries series, BiFunction<Double, Long, Double> step) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        Map.Entry<Long, Double> before = null;
        for (Map.Entry<Long, Double> point : series.points().entrySet()) {
            if (before != null) {
                double difference = point.getValue() - before.getValue();
                points.put(
                        point.getKey(), step.apply(difference, point.getKey() - before.getKey()));
            }
            before = point;
        }
        return series.with(points);
    }

    private static TimeSeries runningSum(TimeSeries series) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        double sum = 0;
        for (Map.Entry<Long, Double> point : series.points().entrySet()) {
            sum += point.getValue();
            points.put(point.getKey(), sum);
        }
        return series.with(points);
    }

    private static Many metrics(Arguments given, Map<String, TimeSeries> metrics) {
        String part = given.size() == 0 ? "" : given.text(0);
        return new Many(
                metrics.entrySet().stream()
                        .filter(entry -> entry.getKey().contains(part))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    private static Value slice(Arguments given) {
        List<TimeSeries> all = given.all(0);
        int from = Math.clamp((long) given.number(1), 0, all.size());
        int to = given.size() > 2 ? Math.clamp((long) given.number(2), from, all.size()) : from + 1;
        return new Many(all.subList(from, Math.min(to, all.size())));
    }

    private static Value sort(Arguments given) {
        ToDoubleFunction<Collection<Double>> by = reduction(given.text(1));
        Comparator<TimeSeries> order =
                Comparator.comparingDouble(series -> by.applyAsDouble(series.points().values()));
        if (given.text(2).equals("DESC")) {
            order = order.reversed();
        } else if (!given.text(2).equals("ASC")) {
            throw new MathFault("SORT takes ASC or DESC.");
        }
        List<TimeSeries> sorted = new ArrayList<>(given.all(0));
        sorted.removeIf(series -> series.points().isEmpty());
        sorted.sort(order);
        int most = given.size() > 3 ? (int) given.number(3) : sorted.size();
        return new Many(sorted.subList(0, Math.clamp(most, 0, sorted.size())));
    }
}
