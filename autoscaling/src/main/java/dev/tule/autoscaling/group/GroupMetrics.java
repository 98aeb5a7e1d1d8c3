package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Phase;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionResponse;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionResponse;
import software.amazon.awssdk.services.autoscaling.model.EnabledMetric;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * What groups tell of themselves (User Guide, "Amazon CloudWatch metrics for Amazon EC2 Auto
 * Scaling"). Safe for use by many threads.
 */
public final class GroupMetrics {
    static final String GRANULARITY = "1Minute";
    static final List<String> ALL =
            List.of(
                    "GroupMinSize",
                    "GroupMaxSize",
                    "GroupDesiredCapacity",
                    "GroupInServiceInstances",
                    "GroupPendingInstances",
                    "GroupStandbyInstances",
                    "GroupTerminatingInstances",
                    "GroupTotalInstances",
                    "GroupInServiceCapacity",
                    "GroupPendingCapacity",
                    "GroupStandbyCapacity",
                    "GroupTerminatingCapacity",
                    "GroupTotalCapacity",
                    "WarmPoolMinSize",
                    "WarmPoolDesiredCapacity",
                    "WarmPoolPendingCapacity",
                    "WarmPoolWarmedCapacity",
                    "WarmPoolTerminatingCapacity",
                    "WarmPoolTotalCapacity",
                    "GroupAndWarmPoolDesiredCapacity",
                    "GroupAndWarmPoolTotalCapacity");

    private final Book book;
    private final Place place;

    public GroupMetrics(Book book) {
        this.book = book;
        this.place = book.place();
    }

    EnableMetricsCollectionResponse enable(EnableMetricsCollectionRequest request) {
        if (!GRANULARITY.equals(request.granularity())) {
            throw Faults.invalid("Granularity must be " + GRANULARITY + ".");
        }
        List<String> metrics = known(request.metrics());
        change(
                request.autoScalingGroupName(),
                enabled -> ALL.stream().filter(m -> enabled.contains(m) || metrics.contains(m)));
        return EnableMetricsCollectionResponse.builder().build();
    }

    DisableMetricsCollectionResponse disable(DisableMetricsCollectionRequest request) {
        List<String> metrics = known(request.metrics());
        change(
                request.autoScalingGroupName(),
                enabled -> enabled.stream().filter(metric -> !metrics.contains(metric)));
        return DisableMetricsCollectionResponse.builder().build();
    }

    private static List<String> known(List<String> asked) {
        for (String metric : asked) {
            if (!ALL.contains(metric)) {
                throw Faults.invalid("Metric " + metric + " is not supported.");
            }
        }
        return asked.isEmpty() ? ALL : asked;
    }

    /** What becomes of the metrics that are enabled. */
    private interface Change {
        java.util.stream.Stream<String> of(List<String> enabled);
    }

    private void change(String name, Change change) {
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    List<EnabledMetric> enabled =
                            change.of(enabled(group))
                                    .map(
                                            metric ->
                                                    EnabledMetric.builder()
                                                            .metric(metric)
                                                            .granularity(GRANULARITY)
                                                            .build())
                                    .toList();
                    book.put(
                            rows,
                            group.with(group.spec().toBuilder().enabledMetrics(enabled).build()));
                });
    }

    private static List<String> enabled(Group group) {
        return group.spec().enabledMetrics().stream().map(EnabledMetric::metric).toList();
    }

    /**
     * What all groups that were asked to tell by now.
     *
     * @param at the minute that it is noted under
     */
    public List<MetricDatum> measure(Instant at) {
        return place.read(
                rows -> {
                    List<MetricDatum> data = new ArrayList<>();
                    for (Group group : book.groups(rows)) {
                        List<String> enabled = enabled(group);
                        if (!enabled.isEmpty()) {
                            values(rows, group)
                                    .forEach(
                                            (metric, value) -> {
                                                if (enabled.contains(metric)) {
                                                    data.add(datum(group, metric, value, at));
                                                }
                                            });
                        }
                    }
                    return data;
                });
    }

    private static MetricDatum datum(Group group, String metric, int value, Instant at) {
        return MetricDatum.builder()
                .metricName(metric)
                .unit("None")
                .value((double) value)
                .timestamp(at)
                .dimensions(
                        Dimension.builder()
                                .name("AutoScalingGroupName")
                                .value(group.name())
                                .build())
                .build();
    }

    /** Every machine is worth one unit of capacity here. */
    private Map<String, Integer> values(Snapshot rows, Group group) {
        List<Member> members = book.members(rows, group.name());
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("GroupMinSize", group.spec().minSize());
        values.put("GroupMaxSize", group.spec().maxSize());
        values.put("GroupDesiredCapacity", group.desired());
        Map<String, Predicate<Phase>> kinds = new LinkedHashMap<>();
        kinds.put("InService", Phase::serves);
        kinds.put("Pending", phase -> phase.compareTo(Phase.IN_SERVICE) < 0);
        kinds.put("Standby", phase -> phase == Phase.STANDBY || phase == Phase.ENTERING_STANDBY);
        kinds.put("Terminating", Phase::ending);
        kinds.put("Total", _ -> true);
        kinds.forEach(
                (kind, is) -> {
                    int number =
                            (int) members.stream().filter(each -> is.test(each.phase())).count();
                    values.put("Group" + kind + "Instances", number);
                    values.put("Group" + kind + "Capacity", number);
                });
        values.putAll(warm(book.warm(rows, group.name()), group));
        values.put("GroupAndWarmPoolDesiredCapacity", group.desired() + group.warmWanted());
        values.put("GroupAndWarmPoolTotalCapacity", book.everybody(rows, group.name()).size());
        return values;
    }

    private static Map<String, Integer> warm(List<Member> members, Group group) {
        WarmPoolConfiguration pool = group.spec().warmPoolConfiguration();
        int warmed = (int) members.stream().filter(each -> each.phase().warmed()).count();
        int ending = (int) members.stream().filter(each -> each.phase().ending()).count();
        return Map.of(
                "WarmPoolMinSize",
                pool == null ? 0 : pool.minSize(),
                "WarmPoolDesiredCapacity",
                group.warmWanted(),
                "WarmPoolPendingCapacity",
                members.size() - warmed - ending,
                "WarmPoolWarmedCapacity",
                warmed,
                "WarmPoolTerminatingCapacity",
                ending,
                "WarmPoolTotalCapacity",
                members.size());
    }
}
