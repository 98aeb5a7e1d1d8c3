package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.autoscaling.life.Balancers.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceState;

class BalancersTest {
    private static final Target FRONT = new Target(true, "front");
    private static final Target WEB =
            new Target(
                    false,
                    "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/0123456789abcdef");

    private final Lab lab = new Lab(1);

    @BeforeEach
    void balancers() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
        lab.balancers.create(FRONT);
        lab.balancers.create(WEB);
    }

    private static TrafficSourceIdentifier source(String name, @Nullable String type) {
        return TrafficSourceIdentifier.builder().identifier(name).type(type).build();
    }

    private Set<String> serving() {
        return lab.instances().stream()
                .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(Instance::instanceId)
                .collect(Collectors.toSet());
    }

    private String state(Target target) {
        return lab
                .client()
                .describeTrafficSources(r -> r.autoScalingGroupName(Lab.GROUP))
                .trafficSources()
                .stream()
                .filter(each -> each.identifier().equals(target.name()))
                .map(TrafficSourceState::state)
                .findFirst()
                .orElse("");
    }

    @Test
    void machinesOfAGroupAreRegisteredWithWhatItNames() {
        lab.group(
                2,
                2,
                group -> group.loadBalancerNames("front").trafficSources(source(WEB.name(), null)));
        assertThat(state(FRONT)).isEqualTo("Adding");
        lab.passes(Duration.ofMinutes(1));

        assertThat(lab.balancers.serving(FRONT)).isEqualTo(serving()).hasSize(2);
        assertThat(lab.balancers.serving(WEB)).isEqualTo(serving());
        assertThat(lab.group().targetGroupARNs()).containsExactly(WEB.name());
        assertThat(lab.group().trafficSources())
                .extracting(TrafficSourceIdentifier::type)
                .containsExactly("elb", "elbv2");
        assertThat(state(FRONT)).isEqualTo("InService");
        assertThat(
                        lab.client()
                                .describeLoadBalancers(r -> r.autoScalingGroupName(Lab.GROUP))
                                .loadBalancers())
                .singleElement()
                .matches(each -> each.state().equals("InService"));
        assertThat(
                        lab.client()
                                .describeLoadBalancerTargetGroups(
                                        r -> r.autoScalingGroupName(Lab.GROUP))
                                .loadBalancerTargetGroups())
                .singleElement()
                .matches(each -> each.loadBalancerTargetGroupARN().equals(WEB.name()));
    }

    @Test
    void whatIsAttachedGetsTheMachinesThatThereAre() {
        lab.group(2, 2, group -> {});
        lab.passes(Duration.ofMinutes(1));

        lab.client()
                .attachLoadBalancerTargetGroups(
                        r -> r.autoScalingGroupName(Lab.GROUP).targetGroupARNs(WEB.name()));
        lab.client()
                .attachLoadBalancers(
                        r -> r.autoScalingGroupName(Lab.GROUP).loadBalancerNames("front"));
        assertThat(state(WEB)).isEqualTo("Adding");
        lab.passes(Duration.ofSeconds(15));

        assertThat(lab.balancers.serving(WEB)).isEqualTo(serving()).hasSize(2);
        assertThat(lab.balancers.serving(FRONT)).isEqualTo(serving());
        assertThat(state(WEB)).isEqualTo("InService");
    }

    @Test
    void whatIsDetachedIsRemovedWhenTheMachinesAreDrained() {
        lab.group(2, 2, group -> group.targetGroupARNs(WEB.name()).loadBalancerNames("front"));
        lab.passes(Duration.ofMinutes(1));
        Set<String> machines = serving();

        lab.client()
                .detachTrafficSources(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .trafficSources(source(WEB.name(), null)));
        lab.client()
                .detachLoadBalancers(
                        r -> r.autoScalingGroupName(Lab.GROUP).loadBalancerNames("front"));
        lab.passes(Duration.ofSeconds(15));
        assertThat(state(WEB)).isEqualTo("Removing");
        assertThat(lab.balancers.serving(WEB)).isEmpty();
        assertThat(lab.group().targetGroupARNs()).isEmpty();

        lab.passes(Duration.ofMinutes(1));
        assertThat(state(WEB)).isEmpty();
        assertThat(serving()).isEqualTo(machines);
    }

    @Test
    void whatABalancerFindsCountsOnceItHasFoundOneHealthy() {
        lab.group(2, 2, group -> group.healthCheckType("ELB"));
        lab.passes(Duration.ofMinutes(1));
        Set<String> machines = serving();
        lab.balancers.failing.addAll(machines);
        lab.client()
                .attachTrafficSources(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .trafficSources(source("front", "elb")));
        lab.passes(Duration.ofMinutes(5));
        assertThat(serving()).isEqualTo(machines);
        assertThat(state(FRONT)).isEqualTo("Added");

        String sick = machines.iterator().next();
        lab.balancers.failing.removeIf(each -> !each.equals(sick));
        lab.passes(Duration.ofMinutes(2));
        assertThat(serving()).hasSize(2).doesNotContain(sick);
        assertThat(lab.activities())
                .anyMatch(each -> each.cause().endsWith("an ELB system health check failure."));
    }

    @Test
    void noMachineIsEndedBeforeItIsDrained() {
        lab.group(2, 2, group -> group.loadBalancerNames("front"));
        lab.passes(Duration.ofMinutes(1));
        String first = serving().iterator().next();

        lab.client()
                .terminateInstanceInAutoScalingGroup(
                        r -> r.instanceId(first).shouldDecrementDesiredCapacity(false));
        lab.passes(Duration.ofSeconds(20));
        assertThat(lab.balancers.serving(FRONT)).doesNotContain(first);
        assertThat(lab.ec2.kept()).anyMatch(each -> each.id.equals(first));

        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.ec2.kept()).noneMatch(each -> each.id.equals(first));
        assertThat(lab.balancers.cutOff).isEmpty();
    }

    @Test
    void whoStandsByOrLeavesIsTakenOutFirst() {
        lab.group(0, 2, group -> group.desiredCapacity(2).loadBalancerNames("front"));
        lab.passes(Duration.ofMinutes(1));
        List<String> ids = List.copyOf(serving());

        Activity resting =
                lab.client()
                        .enterStandby(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .instanceIds(ids.get(0))
                                                .shouldDecrementDesiredCapacity(true))
                        .activities()
                        .getFirst();
        lab.client()
                .detachInstances(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceIds(ids.get(1))
                                        .shouldDecrementDesiredCapacity(true));
        assertThat(resting.statusCode()).isEqualTo(ScalingActivityStatusCode.IN_PROGRESS);
        lab.passes(Duration.ofSeconds(10));
        assertThat(lab.balancers.serving(FRONT)).isEmpty();
        assertThat(lab.instances())
                .extracting(Instance::lifecycleState)
                .containsExactlyInAnyOrder(
                        LifecycleState.ENTERING_STANDBY, LifecycleState.DETACHING);

        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.instances())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.STANDBY);
        assertThat(lab.activities())
                .allMatch(each -> each.statusCode() == ScalingActivityStatusCode.SUCCESSFUL);
        assertThat(lab.ec2.running()).hasSize(2);

        lab.client().exitStandby(r -> r.autoScalingGroupName(Lab.GROUP).instanceIds(ids.get(0)));
        lab.passes(Duration.ofSeconds(10));
        assertThat(lab.balancers.serving(FRONT)).containsExactly(ids.get(0));
    }

    @Test
    void whileItIsSuspendedNobodyIsAdded() {
        lab.group(0, 1, group -> group.loadBalancerNames("front"));
        lab.passes(Duration.ofSeconds(10));
        lab.client()
                .suspendProcesses(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .scalingProcesses("AddToLoadBalancer"));
        lab.client().setDesiredCapacity(r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(1));
        lab.passes(Duration.ofMinutes(1));

        assertThat(serving()).hasSize(1);
        assertThat(lab.balancers.serving(FRONT)).isEmpty();
    }

    @Test
    void whatIsNotThereIsRefused() {
        lab.group(0, 1, group -> group.loadBalancerNames("front"));

        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .attachLoadBalancers(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .loadBalancerNames("other")))
                .hasMessageContaining("Provided Load Balancers may not be valid");
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .detachLoadBalancerTargetGroups(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .targetGroupARNs(WEB.name())))
                .hasMessageContaining(
                        "Trying to remove Target Groups that are not part of the group");
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .attachTrafficSources(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .trafficSources(
                                                                        source(
                                                                                "l",
                                                                                "vpc-lattice"))))
                .hasMessageContaining("A traffic source of type vpc-lattice is not implemented");
    }
}
