package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityInProgressException;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;

class PoliciesTest {
    private final Lab lab = new Lab(2);

    @BeforeEach
    void group() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
        lab.group(1, 10, group -> group.desiredCapacity(2).defaultCooldown(120));
        lab.passes(Duration.ofMinutes(5));
    }

    private String policy(String name, Consumer<PutScalingPolicyRequest.Builder> more) {
        return lab.client()
                .putScalingPolicy(
                        request ->
                                request.autoScalingGroupName(Lab.GROUP)
                                        .policyName(name)
                                        .adjustmentType("ChangeInCapacity")
                                        .applyMutation(more))
                .policyARN();
    }

    private void alarmed(String arn, double beyond) {
        lab.alarmed(arn, OptionalDouble.of(beyond));
    }

    private int desired() {
        return lab.group().desiredCapacity();
    }

    @Test
    void anAlarmScalesOutAndBackInAfterTheCooldown() {
        String out = policy("out", policy -> policy.scalingAdjustment(2));
        String in = policy("in", policy -> policy.scalingAdjustment(-1));

        alarmed(out, 1);
        alarmed(out, 1);
        assertThat(desired()).isEqualTo(4);
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.instances()).hasSize(4);
        assertThat(lab.activities().getFirst().cause())
                .contains(
                        "a monitor alarm hot in state ALARM triggered policy out changing the desired capacity from 2 to 4.");
        alarmed(in, 1);
        assertThat(desired()).as("it cools down").isEqualTo(4);

        lab.passes(Duration.ofMinutes(2));
        alarmed(in, 1);
        assertThat(desired()).isEqualTo(3);
    }

    @Test
    void capacitiesStayWithinTheirBounds() {
        String out = policy("out", policy -> policy.scalingAdjustment(100));
        alarmed(out, 1);
        assertThat(desired()).isEqualTo(10);
    }

    @Test
    void percentagesMoveByOneAtLeast() {
        policy(
                "little",
                policy -> policy.adjustmentType("PercentChangeInCapacity").scalingAdjustment(10));
        lab.client().executePolicy(r -> r.autoScalingGroupName(Lab.GROUP).policyName("little"));
        assertThat(desired()).isEqualTo(3);
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .executePolicy(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .policyName("little")
                                                                .honorCooldown(true)))
                .isInstanceOf(ScalingActivityInProgressException.class);
    }

    @Test
    void stepsGoByHowFarTheMetricIsBeyond() {
        String steps =
                policy(
                        "steps",
                        policy ->
                                policy.policyType("StepScaling")
                                        .estimatedInstanceWarmup(60)
                                        .stepAdjustments(
                                                StepAdjustment.builder()
                                                        .metricIntervalLowerBound(0.0)
                                                        .metricIntervalUpperBound(10.0)
                                                        .scalingAdjustment(1)
                                                        .build(),
                                                StepAdjustment.builder()
                                                        .metricIntervalLowerBound(10.0)
                                                        .scalingAdjustment(3)
                                                        .build()));
        alarmed(steps, 5);
        assertThat(desired()).isEqualTo(3);
        lab.passes(Duration.ofSeconds(20));
        alarmed(steps, 5);
        assertThat(desired()).as("one warms up for that already").isEqualTo(3);
        alarmed(steps, 10);
        assertThat(desired()).isEqualTo(5);
    }

    @Test
    void policiesAreListedAndDeleted() {
        String arn = policy("out", policy -> policy.scalingAdjustment(1));
        assertThat(policy("out", policy -> policy.scalingAdjustment(2))).isEqualTo(arn);

        assertThat(lab.client().describePolicies().scalingPolicies())
                .extracting(ScalingPolicy::scalingAdjustment)
                .containsExactly(2);
        lab.client().deletePolicy(r -> r.policyName(arn));
        assertThat(lab.client().describePolicies().scalingPolicies()).isEmpty();
        assertThatThrownBy(() -> policy("t", policy -> policy.policyType("PredictiveScaling")))
                .hasMessageContaining("is not implemented");
    }

    @Test
    void aListingGoesOnWhereItsLastPolicyWasDeletedMeanwhile() {
        for (String name : List.of("a", "b", "c", "d")) {
            var _ = policy(name, policy -> policy.scalingAdjustment(1));
        }
        DescribePoliciesResponse first = lab.client().describePolicies(r -> r.maxRecords(2));
        lab.client().deletePolicy(r -> r.autoScalingGroupName(Lab.GROUP).policyName("b"));

        assertThat(lab.client().describePolicies(r -> r.nextToken(first.nextToken())))
                .extracting(DescribePoliciesResponse::scalingPolicies, as(LIST))
                .extracting(each -> ((ScalingPolicy) each).policyName())
                .containsExactly("c", "d");
    }

    @Test
    void aDisabledPolicyDoesNothing() {
        String out = policy("out", policy -> policy.scalingAdjustment(2).enabled(false));
        alarmed(out, 1);
        assertThat(desired()).isEqualTo(2);
    }
}
