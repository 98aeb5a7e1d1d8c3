package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.PutWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.ResourceInUseException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class WarmPoolTest {
    private final Lab lab = new Lab(1);

    @BeforeEach
    void aGroupOfOne() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
        lab.configuration("second");
        lab.group(1, 3, group -> {});
        lab.passes(Duration.ofSeconds(30));
    }

    private void pool(java.util.function.Consumer<PutWarmPoolRequest.Builder> more) {
        lab.client().putWarmPool(r -> r.autoScalingGroupName(Lab.GROUP).applyMutation(more));
        lab.passes(Duration.ofMinutes(1));
    }

    private void desire(int number) {
        lab.client()
                .setDesiredCapacity(r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(number));
    }

    private List<String> warm() {
        return lab.warm().stream().map(Instance::instanceId).toList();
    }

    private List<String> serving() {
        return lab.instances().stream()
                .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(Instance::instanceId)
                .toList();
    }

    private InstanceStateName state(String machine) {
        return lab.ec2.machine(machine).orElseThrow().state(lab.now);
    }

    @Test
    void itHoldsWhatTheGroupMayNeedStopped() {
        pool(p -> {});

        assertThat(lab.warm())
                .hasSize(2)
                .allMatch(each -> each.lifecycleState() == LifecycleState.WARMED_STOPPED);
        assertThat(warm()).allMatch(each -> state(each) == InstanceStateName.STOPPED);
        assertThat(serving()).hasSize(1);
        assertThat(lab.group().warmPoolSize()).isEqualTo(2);
        assertThat(lab.activities())
                .extracting(Activity::description)
                .contains("Launching a new EC2 instance into warm pool: " + warm().getFirst());
        assertThat(
                        lab.client()
                                .describeAutoScalingInstances(r -> r.instanceIds(warm()))
                                .autoScalingInstances())
                .extracting(each -> each.lifecycleState())
                .containsOnly("Warmed:Stopped");
    }

    @Test
    void theGroupGrowsByMachinesThatAreReady() {
        pool(p -> p.minSize(1).maxGroupPreparedCapacity(2));
        String ready = warm().getFirst();
        int launches = lab.ec2.launches;

        desire(2);
        lab.passes(Duration.ofSeconds(5));
        assertThat(lab.ec2.starts).isEqualTo(1);
        assertThat(lab.instances())
                .filteredOn(each -> each.instanceId().equals(ready))
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.PENDING);
        lab.passes(Duration.ofMinutes(1));

        assertThat(serving()).hasSize(2).contains(ready);
        assertThat(lab.activities())
                .extracting(Activity::description)
                .contains("Launching a new EC2 instance from warm pool: " + ready);
        assertThat(warm()).as("another is prepared").hasSize(1).doesNotContain(ready);
        assertThat(lab.ec2.launches).isEqualTo(launches + 1);
    }

    @Test
    void runningMachinesNeedNoStart() {
        pool(p -> p.poolState("Running"));
        assertThat(lab.warm())
                .hasSize(2)
                .allMatch(each -> each.lifecycleState() == LifecycleState.WARMED_RUNNING);

        desire(3);
        lab.passes(Duration.ofSeconds(5));
        assertThat(serving()).hasSize(3);
        assertThat(lab.ec2.starts).isZero();
    }

    @Test
    void whatLeavesComesBackWhereItIsToBeUsedAgain() {
        pool(p -> p.instanceReusePolicy(policy -> policy.reuseOnScaleIn(true)));
        desire(3);
        lab.passes(Duration.ofMinutes(1));
        assertThat(warm()).isEmpty();
        int launches = lab.ec2.launches;

        desire(1);
        lab.passes(Duration.ofMinutes(1));
        assertThat(serving()).hasSize(1);
        assertThat(warm()).hasSize(2).allMatch(each -> state(each) == InstanceStateName.STOPPED);
        assertThat(lab.ec2.launches).isEqualTo(launches);
        assertThat(lab.activities())
                .allMatch(each -> each.statusCode() == ScalingActivityStatusCode.SUCCESSFUL)
                .anyMatch(each -> each.description().startsWith("Returning EC2 instance to warm"));
    }

    @Test
    void hooksHoldMachinesOnTheirWayIntoThePoolAndOutOfIt() {
        lab.client()
                .putLifecycleHook(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .lifecycleHookName("in")
                                        .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                                        .heartbeatTimeout(3600));
        pool(p -> p.maxGroupPreparedCapacity(2));
        String ready = warm().getFirst();
        assertThat(lab.warm())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.WARMED_PENDING_WAIT);
        answer(ready);
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.warm())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.WARMED_STOPPED);

        desire(2);
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.instances())
                .filteredOn(each -> each.instanceId().equals(ready))
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.PENDING_WAIT);
        answer(ready);
        lab.passes(Duration.ofSeconds(10));
        assertThat(serving()).contains(ready);
    }

    @Test
    void hooksHoldStoppedMachinesOnTheirWayOutOfThePool() {
        pool(p -> p.maxGroupPreparedCapacity(2));
        lab.client()
                .putLifecycleHook(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .lifecycleHookName("out")
                                        .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                                        .heartbeatTimeout(120)
                                        .defaultResult("CONTINUE"));
        pool(p -> p.maxGroupPreparedCapacity(1));
        assertThat(lab.warm())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.WARMED_TERMINATING_WAIT);
        lab.passes(Duration.ofMinutes(3));
        assertThat(lab.warm()).isEmpty();
    }

    private void answer(String instance) {
        lab.client()
                .completeLifecycleAction(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .lifecycleHookName("in")
                                        .instanceId(instance)
                                        .lifecycleActionResult("CONTINUE"));
    }

    @Test
    void whatDiesInThePoolIsReplaced() {
        pool(p -> p.maxGroupPreparedCapacity(2));
        String dead = warm().getFirst();
        lab.ec2.end(lab.ec2.machine(dead).orElseThrow());
        lab.passes(Duration.ofMinutes(2));

        assertThat(warm()).hasSize(1).doesNotContain(dead);
    }

    @Test
    void aRefreshReplacesThePoolToo() {
        pool(p -> {});
        List<String> old = warm();
        lab.client()
                .updateAutoScalingGroup(
                        r -> r.autoScalingGroupName(Lab.GROUP).launchConfigurationName("second"));
        lab.client().startInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
        lab.passes(Duration.ofMinutes(5));

        assertThat(warm()).hasSize(2).doesNotContainAnyElementsOf(old);
        assertThat(lab.warm()).extracting(Instance::launchConfigurationName).containsOnly("second");
    }

    @Test
    void itIsDeletedWithItsMachinesByForceAlone() {
        pool(p -> {});
        assertThatThrownBy(
                        () -> lab.client().deleteWarmPool(r -> r.autoScalingGroupName(Lab.GROUP)))
                .isInstanceOf(ResourceInUseException.class);

        lab.client().deleteWarmPool(r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
        assertThat(
                        lab.client()
                                .describeWarmPool(r -> r.autoScalingGroupName(Lab.GROUP))
                                .warmPoolConfiguration()
                                .statusAsString())
                .isEqualTo("PendingDelete");
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.group().warmPoolConfiguration()).isNull();
        assertThat(lab.ec2.kept()).hasSize(1);
    }

    @Test
    void hibernatedMachinesAreRefusedByName() {
        assertThatThrownBy(() -> pool(p -> p.poolState("Hibernated")))
                .hasMessageContaining("PoolState Hibernated of a warm pool is not implemented");
    }
}
