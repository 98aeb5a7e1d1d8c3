package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.resource.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.CustomizedMetricSpecification;
import software.amazon.awssdk.services.autoscaling.model.MetricDimension;
import software.amazon.awssdk.services.autoscaling.model.PredefinedMetricSpecification;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingConfiguration;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingMetricDataQuery;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingMetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * What a target-tracking policy looks at: its two alarms, as AWS makes them (User Guide, "Target
 * tracking scaling policies"). One says within three minutes that the metric is above the target,
 * the other within fifteen that it is a tenth below it. Immutable.
 */
record Tracking(ScalingPolicy policy) {
    static final String TYPE = "TargetTrackingScaling";
    private static final int MINUTE = 60;
    private static final int HIGH_PERIODS = 3;
    private static final int LOW_PERIODS = 15;

    /** So far below the target the lower alarm stands, that the group doesn't swing. */
    private static final double LOW_SHARE = 0.9;

    private static final Pattern LABEL =
            Pattern.compile("(app/[^/]+/[^/]+)/(targetgroup/[^/]+/[^/]+)");

    /** Refuses a configuration that can't be tracked. */
    static void check(@Nullable TargetTrackingConfiguration asked) {
        if (asked == null || asked.targetValue() == null) {
            throw Faults.invalid(
                    "TargetTrackingConfiguration is required for policies of type TargetTrackingScaling.");
        }
        if (asked.targetValue() <= 0 || !Double.isFinite(asked.targetValue())) {
            throw Faults.invalid("TargetValue must be greater than zero.");
        }
        PredefinedMetricSpecification predefined = asked.predefinedMetricSpecification();
        CustomizedMetricSpecification customized = asked.customizedMetricSpecification();
        if ((predefined == null) == (customized == null)) {
            throw Faults.invalid(
                    "Either PredefinedMetricSpecification or CustomizedMetricSpecification must be specified.");
        }
        if (predefined != null) {
            check(predefined);
        } else {
            check(Objects.requireNonNull(customized));
        }
    }

    private static void check(PredefinedMetricSpecification asked) {
        switch (asked.predefinedMetricType()) {
            case ASG_AVERAGE_CPU_UTILIZATION, ASG_AVERAGE_NETWORK_IN, ASG_AVERAGE_NETWORK_OUT -> {
                if (asked.resourceLabel() != null) {
                    throw Faults.invalid("ResourceLabel is for ALBRequestCountPerTarget alone.");
                }
            }
            case ALB_REQUEST_COUNT_PER_TARGET -> {
                if (!LABEL.matcher(String.valueOf(asked.resourceLabel())).matches()) {
                    throw Faults.invalid(
                            "ResourceLabel must be app/NAME/ID/targetgroup/NAME/ID of a load balancer and its target group.");
                }
            }
            case UNKNOWN_TO_SDK_VERSION ->
                    throw Faults.invalid(
                            "Unknown PredefinedMetricType: "
                                    + asked.predefinedMetricTypeAsString());
        }
    }

    private static void check(CustomizedMetricSpecification asked) {
        boolean named = asked.metricName() != null;
        if (named == !asked.metrics().isEmpty()) {
            throw Faults.invalid("Either MetricName or Metrics must be specified.");
        }
        if (named && (asked.namespace() == null || asked.statistic() == null)) {
            throw Faults.invalid("Namespace and Statistic are required with MetricName.");
        }
    }

    /**
     * The names of its alarms; the lower is missing where it doesn't scale in, and both are while
     * it is disabled.
     *
     * @param ids what their names end with
     */
    List<Alarm> alarms(
            List<Alarm> known, java.util.function.Supplier<String> ids, String arnPrefix) {
        List<Alarm> alarms = new ArrayList<>();
        if (Boolean.FALSE.equals(policy.enabled())) {
            return alarms;
        }
        List<String> kinds = scalesIn() ? List.of("High", "Low") : List.of("High");
        for (String kind : kinds) {
            String start =
                    "TargetTracking-%s-Alarm%s-".formatted(policy.autoScalingGroupName(), kind);
            String name =
                    known.stream()
                            .map(Alarm::alarmName)
                            .filter(each -> each.startsWith(start))
                            .findFirst()
                            .orElseGet(() -> start + ids.get());
            alarms.add(Alarm.builder().alarmName(name).alarmARN(arnPrefix + name).build());
        }
        return alarms;
    }

    boolean scalesIn() {
        return !Boolean.TRUE.equals(policy.targetTrackingConfiguration().disableScaleIn());
    }

    double target() {
        return policy.targetTrackingConfiguration().targetValue();
    }

    /** Whether an alarm is the one that tells of too much. */
    boolean isHigh(String alarm) {
        return alarm.startsWith(
                "TargetTracking-%s-AlarmHigh-".formatted(policy.autoScalingGroupName()));
    }

    double threshold(boolean high) {
        return high ? target() : target() * LOW_SHARE;
    }

    /**
     * How many machines would bring the metric to the target, if it is shared out among them.
     *
     * @param value of the metric with so many machines
     */
    int capacity(double value, int machines) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(machines * value / target()));
    }

    /** An alarm, as CloudWatch is to have it. */
    PutMetricAlarmRequest request(String alarm) {
        boolean high = isHigh(alarm);
        PutMetricAlarmRequest.Builder request =
                PutMetricAlarmRequest.builder()
                        .alarmName(alarm)
                        .alarmDescription(
                                "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy "
                                        + policy.policyARN()
                                        + ".")
                        .alarmActions(policy.policyARN())
                        .evaluationPeriods(high ? HIGH_PERIODS : LOW_PERIODS)
                        .threshold(threshold(high))
                        .comparisonOperator(
                                high
                                        ? ComparisonOperator.GREATER_THAN_THRESHOLD
                                        : ComparisonOperator.LESS_THAN_THRESHOLD);
        TargetTrackingConfiguration tracked = policy.targetTrackingConfiguration();
        if (tracked.predefinedMetricSpecification() != null) {
            predefined(request, tracked.predefinedMetricSpecification());
        } else {
            customized(request, tracked.customizedMetricSpecification());
        }
        return request.build();
    }

    private void predefined(
            PutMetricAlarmRequest.Builder request, PredefinedMetricSpecification asked) {
        request.period(MINUTE);
        switch (asked.predefinedMetricType()) {
            case ASG_AVERAGE_CPU_UTILIZATION -> ofMachines(request, "CPUUtilization", "Percent");
            case ASG_AVERAGE_NETWORK_IN -> ofMachines(request, "NetworkIn", "Bytes");
            case ASG_AVERAGE_NETWORK_OUT -> ofMachines(request, "NetworkOut", "Bytes");
            case ALB_REQUEST_COUNT_PER_TARGET -> {
                Matcher label = LABEL.matcher(asked.resourceLabel());
                if (!label.matches()) {
                    throw new IllegalStateException("was checked: " + asked.resourceLabel());
                }
                request.namespace("AWS/ApplicationELB")
                        .metricName("RequestCountPerTarget")
                        .statistic("Sum")
                        .dimensions(
                                dimension("LoadBalancer", label.group(1)),
                                dimension("TargetGroup", label.group(2)));
            }
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("was checked: " + asked.predefinedMetricType());
        }
    }

    private void ofMachines(PutMetricAlarmRequest.Builder request, String metric, String unit) {
        request.namespace("AWS/EC2")
                .metricName(metric)
                .statistic("Average")
                .unit(unit)
                .dimensions(dimension("AutoScalingGroupName", policy.autoScalingGroupName()));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static void customized(
            PutMetricAlarmRequest.Builder request, CustomizedMetricSpecification asked) {
        if (!asked.metrics().isEmpty()) {
            request.metrics(asked.metrics().stream().map(Tracking::query).toList());
            return;
        }
        request.namespace(asked.namespace())
                .metricName(asked.metricName())
                .statistic(asked.statisticAsString())
                .unit(asked.unit())
                .period(Objects.requireNonNullElse(asked.period(), MINUTE))
                .dimensions(dimensions(asked.dimensions()));
    }

    private static List<Dimension> dimensions(List<MetricDimension> asked) {
        return asked.stream().map(each -> dimension(each.name(), each.value())).toList();
    }

    private static MetricDataQuery query(TargetTrackingMetricDataQuery asked) {
        MetricDataQuery.Builder query =
                MetricDataQuery.builder()
                        .id(asked.id())
                        .expression(asked.expression())
                        .label(asked.label())
                        .returnData(asked.returnData());
        TargetTrackingMetricStat stat = asked.metricStat();
        if (stat == null) {
            return query.period(asked.period()).build();
        }
        return query.metricStat(
                        of ->
                                of.metric(
                                                metric ->
                                                        metric.namespace(stat.metric().namespace())
                                                                .metricName(
                                                                        stat.metric().metricName())
                                                                .dimensions(
                                                                        dimensions(
                                                                                stat.metric()
                                                                                        .dimensions())))
                                        .stat(stat.stat())
                                        .unit(stat.unit())
                                        .period(Objects.requireNonNullElse(stat.period(), MINUTE)))
                .build();
    }
}
