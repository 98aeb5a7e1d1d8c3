package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.alarm.Verdict.Missing;
import dev.tule.cloudwatch.alarm.Verdict.Terms;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.query.Queries;
import dev.tule.cloudwatch.resource.Faults;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * What an alarm looks at, and the terms on which it judges. Immutable; safe for use by many
 * threads.
 *
 * @param period of the points, in seconds
 */
record Watch(Queries queries, long period, Terms terms) {
    private static final int MINUTE = 60;
    private static final String ONLY = "m1";

    /** Reads an alarm's configuration, which is checked on the way. */
    static Watch of(MetricAlarm alarm) {
        Queries queries =
                Queries.of(alarm.metrics().isEmpty() ? List.of(query(alarm)) : alarm.metrics());
        int period = queries.period();
        int periods = alarm.evaluationPeriods();
        int datapoints = Objects.requireNonNullElse(alarm.datapointsToAlarm(), periods);
        String missing = Objects.requireNonNullElse(alarm.treatMissingData(), "missing");
        Terms terms =
                new Terms(
                        datapoints,
                        periods,
                        Missing.named(missing)
                                .orElseThrow(
                                        () -> Faults.invalidValue(missing, "TreatMissingData")),
                        new Comparison(alarm.comparisonOperator(), alarm.threshold()));
        return new Watch(queries, period, terms);
    }

    private static MetricDataQuery query(MetricAlarm alarm) {
        String statistic =
                alarm.extendedStatistic() == null
                        ? alarm.statisticAsString()
                        : alarm.extendedStatistic();
        return MetricDataQuery.builder()
                .id(ONLY)
                .metricStat(
                        MetricStat.builder()
                                .metric(
                                        Metric.builder()
                                                .namespace(alarm.namespace())
                                                .metricName(alarm.metricName())
                                                .dimensions(alarm.dimensions())
                                                .build())
                                .period(alarm.period())
                                .stat(statistic)
                                .unit(alarm.unitAsString())
                                .build())
                .build();
    }

    /**
     * How often it is looked at, in seconds: once a minute, or once a period where that is less.
     */
    long pace() {
        return Math.min(period, MINUTE);
    }

    /**
     * Judges by what was measured up to a time.
     *
     * @param end in seconds; the periods end there
     */
    Verdict judge(MetricStore store, long end) {
        long range = (terms.periods() + Verdict.EXTRA_PERIODS) * period;
        List<TimeSeries> series =
                queries.answerBefore(store, end - range, end).values().iterator().next();
        NavigableMap<Long, Double> points =
                series.isEmpty() ? new TreeMap<>() : series.getFirst().points();
        return Verdict.of(terms, points, end, period);
    }
}
