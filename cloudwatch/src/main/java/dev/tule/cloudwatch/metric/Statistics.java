package dev.tule.cloudwatch.metric;

import dev.tule.cloudwatch.resource.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;

/** Answers GetMetricStatistics (CloudWatch API Reference). Safe for use by many threads. */
public final class Statistics {
    private static final int MOST_POINTS = 1440;
    private static final int MINUTE = 60;

    private final MetricStore store;

    public Statistics(MetricStore store) {
        this.store = store;
    }

    GetMetricStatisticsResponse get(GetMetricStatisticsRequest request) {
        Spans spans = spans(request);
        List<Statistic> statistics = statistics(request);
        MetricKey metric =
                MetricKey.of(request.namespace(), request.metricName(), request.dimensions());
        List<Datapoint> points = new ArrayList<>();
        store.byUnit(metric, spans)
                .forEach(
                        (unit, found) -> {
                            String wanted = request.unitAsString();
                            if (wanted == null || wanted.equals(unit)) {
                                points.addAll(points(found, statistics, unit));
                            }
                        });
        points.sort(Comparator.comparing(Datapoint::timestamp));
        return GetMetricStatisticsResponse.builder()
                .label(request.metricName())
                .datapoints(points)
                .build();
    }

    private static Spans spans(GetMetricStatisticsRequest request) {
        int period = request.period();
        checkPeriod(period);
        Instant start = request.startTime();
        Instant end = request.endTime();
        if (!start.isBefore(end)) {
            throw Faults.invalidValue(
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        long from = start.getEpochSecond();
        long grain = period < MINUTE ? period : MINUTE;
        from -= Math.floorMod(from, grain);
        long until = end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0);
        Spans spans = new Spans(from, until, period);
        if (spans.number() > MOST_POINTS) {
            throw Faults.invalidCombination(
                    "You have requested up to %,d datapoints, which exceeds the limit of %,d. You may reduce the datapoints requested by increasing Period, or decreasing the time range."
                            .formatted(spans.number(), MOST_POINTS));
        }
        return spans;
    }

    /**
     * Passes on a length that spans may have.
     *
     * @param period in seconds
     */
    public static int checkPeriod(int period) {
        boolean high = period == 1 || period == 5 || period == 10 || period == 20 || period == 30;
        if (!high && (period < MINUTE || period % MINUTE != 0)) {
            throw Faults.invalidValue(
                    "The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60.");
        }
        if (period > Duration.ofDays(1).toSeconds() * 365) {
            throw Faults.invalidValue(period, "Period");
        }
        return period;
    }

    private static List<Statistic> statistics(GetMetricStatisticsRequest request) {
        List<String> names = new ArrayList<>(request.statisticsAsStrings());
        names.addAll(request.extendedStatistics());
        if (names.isEmpty()) {
            throw Faults.invalidCombination(
                    "At least one of the parameters Statistics and ExtendedStatistics must be specified.");
        }
        List<Statistic> statistics = new ArrayList<>();
        for (String name : names) {
            statistics.add(
                    Statistic.named(name)
                            .orElseThrow(() -> Faults.invalidValue(name, "Statistics")));
        }
        return statistics;
    }

    private static List<Datapoint> points(
            NavigableMap<Long, Distribution> found, List<Statistic> statistics, String unit) {
        List<Datapoint> points = new ArrayList<>();
        found.forEach(
                (second, measured) -> {
                    Datapoint.Builder point =
                            Datapoint.builder().timestamp(Instant.ofEpochSecond(second)).unit(unit);
                    Map<String, Double> extended = new TreeMap<>();
                    for (Statistic statistic : statistics) {
                        statistic
                                .of(measured)
                                .ifPresent(value -> fill(point, extended, statistic, value));
                    }
                    if (!extended.isEmpty()) {
                        point.extendedStatistics(extended);
                    }
                    points.add(point.build());
                });
        return points;
    }

    private static void fill(
            Datapoint.Builder point,
            Map<String, Double> extended,
            Statistic statistic,
            double value) {
        switch (statistic.kind()) {
            case SAMPLE_COUNT -> point.sampleCount(value);
            case AVERAGE -> point.average(value);
            case SUM -> point.sum(value);
            case MINIMUM -> point.minimum(value);
            case MAXIMUM -> point.maximum(value);
            default -> extended.put(statistic.name(), value);
        }
    }
}
