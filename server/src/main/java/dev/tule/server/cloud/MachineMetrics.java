package dev.tule.server.cloud;

import dev.tule.autoscaling.configuration.LaunchRequests;
import dev.tule.aws.AccountRegion;
import dev.tule.cloudwatch.CloudWatch;
import dev.tule.ec2.metering.MeterSink;
import dev.tule.ec2.metering.Metric;
import dev.tule.ec2.metering.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What machines use, as metrics of {@code AWS/EC2}. An instance has its own by the minute with
 * detailed monitoring and else by five minutes; with it, it also counts under its image, its type
 * and all instances. Its group's are by the minute, whatever its monitoring: that is what groups
 * are scaled by. So are status checks.
 */
final class MachineMetrics implements MeterSink {
    private static final String NAMESPACE = "AWS/EC2";
    private static final int MOST_VALUES = 150;

    private final CloudWatch cloudWatch;

    MachineMetrics(CloudWatch cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public void take(AccountRegion where, List<Reading> readings) {
        Map<Under, List<Double>> values = new LinkedHashMap<>();
        for (Reading reading : readings) {
            for (Metric metric : reading.metrics()) {
                for (List<Dimension> dimensions : dimensions(reading, metric)) {
                    values.computeIfAbsent(
                                    new Under(
                                            metric.name(),
                                            metric.unit(),
                                            dimensions,
                                            reading.from()),
                                    _ -> new ArrayList<>())
                            .add(metric.value());
                }
            }
        }
        List<MetricDatum> data = new ArrayList<>();
        values.forEach((under, all) -> add(data, under, all));
        if (!data.isEmpty()) {
            cloudWatch.put(where, NAMESPACE, data);
        }
    }

    /** What values are counted under. */
    private record Under(String metric, String unit, List<Dimension> dimensions, Instant at) {}

    private static void add(List<MetricDatum> data, Under under, List<Double> values) {
        for (int i = 0; i < values.size(); i += MOST_VALUES) {
            data.add(
                    MetricDatum.builder()
                            .metricName(under.metric)
                            .unit(under.unit)
                            .dimensions(under.dimensions)
                            .timestamp(under.at)
                            .values(values.subList(i, Math.min(values.size(), i + MOST_VALUES)))
                            .build());
        }
    }

    private static List<List<Dimension>> dimensions(Reading reading, Metric metric) {
        Instance instance = reading.instance();
        boolean detailed = instance.monitoring().state() == MonitoringState.ENABLED;
        List<Dimension> own = of("InstanceId", instance.instanceId());
        if (reading.span() == Reading.Span.FIVE_MINUTES) {
            return detailed ? List.of() : List.of(own);
        }
        List<List<Dimension>> dimensions = new ArrayList<>();
        if (detailed || metric.name().startsWith("StatusCheckFailed")) {
            dimensions.add(own);
        }
        if (detailed) {
            dimensions.add(of("ImageId", instance.imageId()));
            dimensions.add(of("InstanceType", instance.instanceTypeAsString()));
            dimensions.add(List.of());
        }
        instance.tags().stream()
                .filter(tag -> tag.key().equals(LaunchRequests.GROUP_TAG))
                .map(Tag::value)
                .forEach(group -> dimensions.add(of("AutoScalingGroupName", group)));
        return dimensions;
    }

    private static List<Dimension> of(String name, String value) {
        return List.of(Dimension.builder().name(name).value(value).build());
    }
}
