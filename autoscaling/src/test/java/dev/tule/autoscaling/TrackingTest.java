package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingConfiguration;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingMetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Policies that keep a metric at its target. */
class TrackingTest {
    private static final double TARGET = 50;
    private final Lab lab = new Lab(3);

    @BeforeEach
    void group() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
        lab.group(1, 10, group -> group.desiredCapacity(4).defaultInstanceWarmup(60));
        lab.passes(Duration.ofMinutes(5));
    }

    private PutScalingPolicyResponse track(
            String name, Consumer<TargetTrackingConfiguration.Builder> more) {
        return lab.client()
                .putScalingPolicy(
                        request ->
                                request.autoScalingGroupName(Lab.GROUP)
                                        .policyName(name)
                                        .policyType("TargetTrackingScaling")
                                        .targetTrackingConfiguration(
                                                tracked ->
                                                        tracked.targetValue(TARGET)
                                                                .applyMutation(more)));
    }

    private PutScalingPolicyResponse trackCpu(String name) {
        return track(name, TrackingTest::cpu);
    }

    private static void cpu(TargetTrackingConfiguration.Builder tracked) {
        tracked.predefinedMetricSpecification(
                metric -> metric.predefinedMetricType("ASGAverageCPUUtilization"));
    }

    /** The metric has come to a value, and the alarm that concerns it tells so. */
    private void reads(PutScalingPolicyResponse policy, double value) {
        boolean high = value > TARGET;
        lab.alarmed(
                policy.policyARN(),
                name(policy, high ? "High" : "Low"),
                OptionalDouble.of(value - (high ? TARGET : TARGET * 0.9)));
    }

    private static String name(PutScalingPolicyResponse policy, String kind) {
        return policy.alarms().stream()
                .map(Alarm::alarmName)
                .filter(each -> each.contains("-Alarm" + kind + "-"))
                .findFirst()
                .orElseThrow();
    }

    private int desired() {
        return lab.group().desiredCapacity();
    }

    @Test
    void aPolicyHasTwoAlarmsOfItsOwn() {
        PutScalingPolicyResponse policy = trackCpu("cpu");

        assertThat(policy.alarms())
                .extracting(Alarm::alarmName)
                .containsExactlyElementsOf(lab.cloudWatch.alarms.keySet());
        PutMetricAlarmRequest high = lab.cloudWatch.alarm(name(policy, "High"));
        assertThat(high.alarmName()).startsWith("TargetTracking-farm-AlarmHigh-");
        assertThat(high.comparisonOperator()).isEqualTo(ComparisonOperator.GREATER_THAN_THRESHOLD);
        assertThat(high.threshold()).isEqualTo(50);
        assertThat(high.evaluationPeriods()).isEqualTo(3);
        assertThat(high.namespace()).isEqualTo("AWS/EC2");
        assertThat(high.metricName()).isEqualTo("CPUUtilization");
        assertThat(high.dimensions())
                .containsExactly(
                        Dimension.builder().name("AutoScalingGroupName").value("farm").build());
        assertThat(high.alarmActions()).containsExactly(policy.policyARN());
        PutMetricAlarmRequest low = lab.cloudWatch.alarm(name(policy, "Low"));
        assertThat(low.comparisonOperator()).isEqualTo(ComparisonOperator.LESS_THAN_THRESHOLD);
        assertThat(low.threshold()).isEqualTo(45);
        assertThat(low.evaluationPeriods()).isEqualTo(15);
        assertThat(lab.client().describePolicies().scalingPolicies().getFirst().alarms())
                .isEqualTo(policy.alarms());
    }

    @Test
    void alarmsGoWithTheirPolicyAndWithTheirGroup() {
        PutScalingPolicyResponse policy = trackCpu("cpu");
        assertThat(trackCpu("cpu").alarms()).isEqualTo(policy.alarms());
        lab.client().deletePolicy(r -> r.policyName(policy.policyARN()));
        assertThat(lab.cloudWatch.alarms).isEmpty();

        trackCpu("cpu");
        lab.client()
                .deleteAutoScalingGroup(r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
        lab.passes(Duration.ofMinutes(5));
        lab.tell();
        assertThat(lab.cloudWatch.alarms).isEmpty();
    }

    @Test
    void aServerThatStopsBeforeTheAlarmsArePutPutsThemLater() {
        lab.cloudWatch.refusing = true;
        assertThatThrownBy(() -> trackCpu("cpu")).hasMessageContaining("no such expression");
        assertThat(lab.client().describePolicies().scalingPolicies()).isEmpty();
        lab.cloudWatch.refusing = false;
        lab.tell();
        assertThat(lab.cloudWatch.alarms).isEmpty();

        PutScalingPolicyResponse policy = trackCpu("cpu");
        lab.restart();
        lab.tell();
        assertThat(lab.cloudWatch.alarms).hasSize(policy.alarms().size());
    }

    @Test
    void whatDoesNotScaleInHasNoLowerAlarmAndWhatIsDisabledHasNone() {
        PutScalingPolicyResponse policy =
                track(
                        "cpu",
                        tracked -> {
                            cpu(tracked);
                            tracked.disableScaleIn(true);
                        });
        assertThat(policy.alarms()).hasSize(1);
        assertThat(lab.cloudWatch.alarms.keySet()).containsExactly(name(policy, "High"));

        lab.client()
                .putScalingPolicy(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .policyName("cpu")
                                        .policyType("TargetTrackingScaling")
                                        .enabled(false)
                                        .targetTrackingConfiguration(
                                                t ->
                                                        t.targetValue(1.0)
                                                                .applyMutation(TrackingTest::cpu)));
        assertThat(lab.cloudWatch.alarms).isEmpty();
    }

    @Test
    void capacityGoesWithTheMetric() {
        PutScalingPolicyResponse policy = trackCpu("cpu");
        reads(policy, 80);
        assertThat(desired()).as("4 * 80 / 50, rounded up").isEqualTo(7);
        assertThat(lab.group().desiredCapacity()).isEqualTo(7);
        reads(policy, 80);
        assertThat(desired()).as("the others warm up").isEqualTo(7);

        lab.passes(Duration.ofSeconds(40));
        reads(policy, 20);
        assertThat(desired()).as("nobody leaves while others warm up").isEqualTo(7);
        lab.passes(Duration.ofMinutes(2));
        reads(policy, 20);
        assertThat(desired()).as("7 * 20 / 50, rounded up").isEqualTo(3);
        reads(policy, 20);
        assertThat(desired()).as("the metric doesn't show it yet").isEqualTo(3);
        lab.passes(Duration.ofMinutes(2));
        reads(policy, 20);
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aGroupShrinksOnlyWhenAllItsTargetsAllowItAndByOne() {
        PutScalingPolicyResponse cpu = trackCpu("cpu");
        PutScalingPolicyResponse other =
                track(
                        "queue",
                        tracked ->
                                tracked.customizedMetricSpecification(
                                        metric ->
                                                metric.namespace("App")
                                                        .metricName("Waiting")
                                                        .statistic("Average")));
        reads(cpu, 10);
        assertThat(desired()).isEqualTo(4);
        lab.cloudWatch.states.put(name(other, "Low"), StateValue.ALARM);
        reads(cpu, 10);
        assertThat(desired()).isEqualTo(3);
    }

    @Test
    void expressionsCanBeTracked() {
        TargetTrackingMetricDataQuery jobs =
                TargetTrackingMetricDataQuery.builder()
                        .id("m")
                        .returnData(false)
                        .metricStat(
                                stat ->
                                        stat.stat("Sum")
                                                .metric(m -> m.namespace("App").metricName("Jobs")))
                        .build();
        TargetTrackingMetricDataQuery half =
                TargetTrackingMetricDataQuery.builder().id("e").expression("m / 2").build();
        PutScalingPolicyResponse policy =
                track(
                        "backlog",
                        tracked ->
                                tracked.customizedMetricSpecification(
                                        custom -> custom.metrics(List.of(half, jobs))));
        PutMetricAlarmRequest high = lab.cloudWatch.alarm(name(policy, "High"));
        assertThat(high.metricName()).isNull();
        assertThat(high.metrics()).hasSize(2);
        assertThat(high.metrics().getLast().metricStat().period()).isEqualTo(60);
    }

    @Test
    void whatCannotBeTrackedIsRefused() {
        assertThatThrownBy(() -> track("a", tracked -> {}))
                .hasMessageContaining("must be specified");
        assertThatThrownBy(
                        () ->
                                track(
                                        "a",
                                        tracked ->
                                                tracked.applyMutation(TrackingTest::cpu)
                                                        .targetValue(0.0)))
                .hasMessageContaining("greater than zero");
        assertThatThrownBy(
                        () ->
                                track(
                                        "a",
                                        tracked ->
                                                tracked.predefinedMetricSpecification(
                                                        m ->
                                                                m.predefinedMetricType(
                                                                        "ALBRequestCountPerTarget"))))
                .hasMessageContaining("ResourceLabel");
        assertThat(List.copyOf(lab.cloudWatch.alarms.keySet())).isEmpty();
    }
}
