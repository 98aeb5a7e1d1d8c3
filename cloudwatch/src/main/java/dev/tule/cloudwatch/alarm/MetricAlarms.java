package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.resource.Faults;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Alarms on metrics and expressions. Safe for use by many threads. */
public final class MetricAlarms {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final AlarmBook book;
    private final MetricStore store;

    MetricAlarms(AlarmBook book, MetricStore store) {
        this.book = book;
        this.store = store;
    }

    PutMetricAlarmResponse put(PutMetricAlarmRequest request) {
        refuse(request);
        MetricAlarm alarm = alarm(request);
        Watch watch = Watch.of(alarm);
        check(watch);
        book.checkActions(
                request.okActions(), request.alarmActions(), request.insufficientDataActions());
        // Names in an expression that stand for nothing show themselves when it is worked out.
        watch.judge(store, 0);
        book.put(new Alarm.OfMetric(alarm), request.tags());
        return PutMetricAlarmResponse.builder().build();
    }

    /** What isn't there, by name. */
    private static void refuse(PutMetricAlarmRequest request) {
        if (request.thresholdMetricId() != null) {
            throw Faults.notImplemented("ThresholdMetricId (anomaly detection)");
        }
        if ("ignore".equals(request.evaluateLowSampleCountPercentile())) {
            throw Faults.notImplemented("EvaluateLowSampleCountPercentile=ignore");
        }
        boolean math = !request.metrics().isEmpty();
        boolean metric = request.metricName() != null;
        if (math == metric) {
            throw Faults.invalidCombination(
                    "Exactly one of MetricName and Metrics must be specified.");
        }
        if (request.threshold() == null) {
            throw Faults.missing("Threshold");
        }
        if (math) {
            checkMath(request);
            return;
        }
        if (request.namespace() == null) {
            throw Faults.missing("Namespace");
        }
        if (request.period() == null) {
            throw Faults.missing("Period");
        }
        if (request.statistic() == null == (request.extendedStatistic() == null)) {
            throw Faults.invalidCombination(
                    "Exactly one of Statistic and ExtendedStatistic must be specified.");
        }
        if (request.statistic() == Statistic.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalidValue(request.statisticAsString(), "Statistic");
        }
    }

    private static void checkMath(PutMetricAlarmRequest request) {
        if (request.namespace() != null
                || request.period() != null
                || request.statistic() != null
                || request.extendedStatistic() != null
                || request.unit() != null
                || !request.dimensions().isEmpty()) {
            throw Faults.invalidCombination(
                    "Namespace, Dimensions, Period, Unit, Statistic and ExtendedStatistic must not be specified together with Metrics.");
        }
        long wanted =
                request.metrics().stream()
                        .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                        .count();
        if (wanted != 1) {
            throw Faults.invalidValue(
                    "Exactly one element of the metrics list should return data.");
        }
    }

    private MetricAlarm alarm(PutMetricAlarmRequest request) {
        return MetricAlarm.builder()
                .alarmName(request.alarmName())
                .alarmArn(book.arn(request.alarmName()))
                .alarmDescription(request.alarmDescription())
                .actionsEnabled(Objects.requireNonNullElse(request.actionsEnabled(), true))
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .metricName(request.metricName())
                .namespace(request.namespace())
                .statistic(request.statisticAsString())
                .extendedStatistic(request.extendedStatistic())
                .dimensions(request.dimensions())
                .period(request.period())
                .unit(request.unitAsString())
                .evaluationPeriods(request.evaluationPeriods())
                .datapointsToAlarm(request.datapointsToAlarm())
                .threshold(request.threshold())
                .comparisonOperator(request.comparisonOperator())
                .treatMissingData(request.treatMissingData())
                .evaluateLowSampleCountPercentile(request.evaluateLowSampleCountPercentile())
                .metrics(request.metrics())
                .stateValue(StateValue.INSUFFICIENT_DATA)
                .stateReason(Reasons.UNCHECKED)
                .build();
    }

    private static void check(Watch watch) {
        if (watch.period() == 0) {
            throw Faults.invalidValue("An alarm needs a metric in one of its Metrics.");
        }
        if (watch.period() == 1 || watch.period() == 5) {
            throw Faults.invalidValue(
                    "Period must be 10, 20, 30, or a multiple of 60 for an alarm.");
        }
        Verdict.Terms terms = watch.terms();
        if (terms.datapoints() > terms.periods()) {
            throw Faults.invalidValue(
                    "DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
        }
        Duration looked = Duration.ofSeconds(watch.period()).multipliedBy(terms.periods());
        boolean hourly = watch.period() >= HOUR.toSeconds();
        if (looked.compareTo(hourly ? WEEK : DAY) > 0) {
            throw Faults.invalidValue(
                    "Metrics cannot be checked across more than %s (EvaluationPeriods * Period must be <= %d)."
                            .formatted(
                                    hourly ? "a week" : "a day",
                                    (hourly ? WEEK : DAY).toSeconds()));
        }
    }

    DescribeAlarmsForMetricResponse of(DescribeAlarmsForMetricRequest request) {
        return DescribeAlarmsForMetricResponse.builder()
                .metricAlarms(
                        book.all().values().stream()
                                .filter(Alarm.OfMetric.class::isInstance)
                                .map(alarm -> ((Alarm.OfMetric) alarm).alarm())
                                .filter(alarm -> isOf(alarm, request))
                                .toList())
                .build();
    }

    private static boolean isOf(MetricAlarm alarm, DescribeAlarmsForMetricRequest request) {
        return request.metricName().equals(alarm.metricName())
                && request.namespace().equals(alarm.namespace())
                && sameElements(alarm, request)
                && (request.statistic() == null || request.statistic() == alarm.statistic())
                && (request.extendedStatistic() == null
                        || request.extendedStatistic().equals(alarm.extendedStatistic()))
                && (request.period() == null || request.period().equals(alarm.period()))
                && (request.unit() == null || request.unit() == alarm.unit());
    }

    private static boolean sameElements(MetricAlarm alarm, DescribeAlarmsForMetricRequest request) {
        return alarm.dimensions().size() == request.dimensions().size()
                && alarm.dimensions().containsAll(request.dimensions());
    }
}
