package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.EnabledMetric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** What groups tell: notifications, and metrics of their own. */
class TellingTest {
    private static final String TOPIC = "arn:aws:wamp:us-east-1:000000000000:realm1/farm.machines";
    private final Lab lab = new Lab(5);

    @BeforeEach
    void configuration() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
    }

    private void notified(String... kinds) {
        lab.client()
                .putNotificationConfiguration(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .topicARN(TOPIC)
                                        .notificationTypes(kinds));
    }

    @Test
    void launchesEndsAndFailuresAreTold() {
        lab.group(1, 2, group -> {});
        notified("autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_TERMINATE");
        lab.passes(Duration.ofMinutes(1));
        lab.topics.down = true;
        lab.tell();
        lab.restart();
        lab.topics.down = false;
        lab.tell();
        lab.tell();

        String instance = lab.instances().getFirst().instanceId();
        assertThat(lab.topics.published)
                .extracting(each -> each.get("Event"))
                .containsExactly(
                        "autoscaling:TEST_NOTIFICATION", "autoscaling:EC2_INSTANCE_LAUNCH");
        assertThat(lab.topics.published.getLast())
                .containsEntry("AutoScalingGroupName", Lab.GROUP)
                .containsEntry("EC2InstanceId", instance)
                .containsEntry("StatusCode", "Successful")
                .containsEntry("Service", "AWS Auto Scaling");

        lab.client()
                .terminateInstanceInAutoScalingGroup(
                        r -> r.instanceId(instance).shouldDecrementDesiredCapacity(false));
        lab.passes(Duration.ofMinutes(2));
        lab.tell();
        assertThat(lab.topics.published)
                .filteredOn(each -> "autoscaling:EC2_INSTANCE_TERMINATE".equals(each.get("Event")))
                .singleElement()
                .satisfies(each -> assertThat(each).containsEntry("EC2InstanceId", instance));

        notified("autoscaling:EC2_INSTANCE_LAUNCH_ERROR");
        lab.topics.published.clear();
        lab.ec2.refusals = 1;
        lab.client().setDesiredCapacity(r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(2));
        lab.passes(Duration.ofSeconds(5));
        lab.tell();
        assertThat(lab.topics.published.getLast())
                .containsEntry("Event", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR")
                .containsEntry("StatusCode", "Failed");
    }

    @Test
    void configurationsAreListedAndDeleted() {
        lab.group(0, 2, group -> {});
        notified("autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_TERMINATE");
        assertThat(lab.client().describeNotificationConfigurations().notificationConfigurations())
                .hasSize(2)
                .allMatch(each -> each.topicARN().equals(TOPIC));
        assertThat(
                        lab.client()
                                .describeAutoScalingNotificationTypes(r -> {})
                                .autoScalingNotificationTypes())
                .hasSize(5);

        lab.client()
                .deleteNotificationConfiguration(
                        r -> r.autoScalingGroupName(Lab.GROUP).topicARN(TOPIC));
        assertThat(lab.client().describeNotificationConfigurations().notificationConfigurations())
                .isEmpty();
        assertThatThrownBy(() -> notified("autoscaling:LUNCH"))
                .hasMessageContaining("not a valid Notification Type");
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .putNotificationConfiguration(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .topicARN(
                                                                        "arn:aws:sns:us-east-1:0:a")
                                                                .notificationTypes(
                                                                        "autoscaling:EC2_INSTANCE_LAUNCH")))
                .hasMessageContaining("topics of WAMP");
    }

    @Test
    void aGroupTellsTheMetricsThatWereAskedFor() {
        lab.group(1, 4, group -> group.desiredCapacity(2));
        lab.passes(Duration.ofMinutes(1));
        lab.measure();
        assertThat(lab.metrics).isEmpty();

        lab.client()
                .enableMetricsCollection(
                        r -> r.autoScalingGroupName(Lab.GROUP).granularity("1Minute"));
        lab.client()
                .disableMetricsCollection(
                        r -> r.autoScalingGroupName(Lab.GROUP).metrics("GroupMinSize"));
        assertThat(lab.group().enabledMetrics())
                .extracting(EnabledMetric::metric)
                .hasSize(20)
                .doesNotContain("GroupMinSize");
        lab.client().setDesiredCapacity(r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(3));
        lab.pass();
        lab.measure();
        Map<String, Double> values =
                lab.metrics.stream()
                        .collect(Collectors.toMap(MetricDatum::metricName, MetricDatum::value));
        assertThat(values)
                .hasSize(20)
                .containsEntry("GroupDesiredCapacity", 3.0)
                .containsEntry("GroupInServiceInstances", 2.0)
                .containsEntry("GroupPendingInstances", 1.0)
                .containsEntry("GroupTotalInstances", 3.0)
                .containsEntry("GroupAndWarmPoolTotalCapacity", 3.0)
                .containsEntry("WarmPoolDesiredCapacity", 0.0)
                .containsEntry("GroupTerminatingInstances", 0.0);
    }
}
