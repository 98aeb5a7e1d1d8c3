package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AlreadyExistsException;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ResourceInUseException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

class GroupsTest {
    private final Lab lab = new Lab(1);

    @BeforeEach
    void configurations() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
        lab.configuration("second");
    }

    private Map<String, Long> zones() {
        return lab.instances().stream()
                .collect(Collectors.groupingBy(Instance::availabilityZone, Collectors.counting()));
    }

    private List<String> ids() {
        return lab.instances().stream().map(Instance::instanceId).toList();
    }

    private void desire(int number) {
        lab.client()
                .setDesiredCapacity(r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(number));
        lab.passes(Duration.ofMinutes(2));
    }

    @Test
    void aNewGroupLaunchesItsMachinesOverItsZones() {
        lab.group(1, 4, group -> group.desiredCapacity(4));
        lab.passes(Duration.ofMinutes(1));

        assertThat(lab.instances())
                .hasSize(4)
                .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
                .allMatch(each -> each.launchConfigurationName().equals("first"));
        assertThat(zones()).containsEntry("us-east-1a", 2L).containsEntry("us-east-1b", 2L);
        Activity first = lab.activities().getLast();
        assertThat(first.statusCode()).isEqualTo(ScalingActivityStatusCode.SUCCESSFUL);
        assertThat(first.description()).startsWith("Launching a new EC2 instance: i-");
        assertThat(first.cause())
                .isEqualTo(
                        "At 2026-01-01T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 4.  At 2026-01-01T00:00:05Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.");
    }

    @Test
    void whatDiedIsReplaced() {
        lab.group(2, 2, group -> {});
        lab.passes(Duration.ofMinutes(1));
        String dead = ids().getFirst();

        lab.ec2.machine(dead).orElseThrow().down = true;
        lab.passes(Duration.ofMinutes(1));

        assertThat(ids()).hasSize(2).doesNotContain(dead);
        assertThat(lab.activities())
                .anySatisfy(
                        activity -> {
                            assertThat(activity.description())
                                    .isEqualTo("Terminating EC2 instance: " + dead);
                            assertThat(activity.cause())
                                    .endsWith(
                                            "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.");
                        });
        assertThat(lab.activities().getFirst().cause())
                .endsWith(
                        "an instance was launched in response to an unhealthy instance needing to be replaced.");
    }

    @Test
    void statusChecksCountAfterTheGracePeriod() {
        lab.group(1, 1, group -> group.healthCheckGracePeriod(300));
        lab.passes(Duration.ofMinutes(1));
        String sick = ids().getFirst();
        lab.ec2.machine(sick).orElseThrow().impaired = true;

        lab.passes(Duration.ofMinutes(3));
        assertThat(ids()).containsExactly(sick);
        lab.passes(Duration.ofMinutes(4));
        assertThat(ids()).hasSize(1).doesNotContain(sick);
    }

    @Test
    void anotherIsLaunchedBeforeTheUnhealthyOneGoesWhereTheMaintenancePolicySaysSo() {
        lab.ec2.slowestBoot = Duration.ofSeconds(5);
        lab.group(
                2,
                2,
                group ->
                        group.defaultInstanceWarmup(60)
                                .instanceMaintenancePolicy(
                                        p ->
                                                p.minHealthyPercentage(100)
                                                        .maxHealthyPercentage(110)));
        lab.passes(Duration.ofMinutes(3));
        List<String> before = ids();
        before.forEach(id -> lab.ec2.machine(id).orElseThrow().impaired = true);

        lab.passes(Duration.ofSeconds(20));
        assertThat(ids()).hasSize(3).containsAll(before);
        lab.passes(Duration.ofSeconds(30));
        assertThat(ids()).as("the other warms up").hasSize(3).containsAll(before);
        for (int i = 0; i < 100; i++) {
            lab.passes(Duration.ofSeconds(5));
            assertThat(lab.instances())
                    .filteredOn(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
                    .hasSizeBetween(2, 3);
        }
        assertThat(ids()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(lab.activities())
                .anyMatch(
                        each ->
                                each.cause()
                                        .endsWith(
                                                "taken out of service in response to an EC2 instance status checks failure."));
    }

    @Test
    void aMaintenancePolicyBoundsHowManyGoAtOnce() {
        lab.group(
                4,
                4,
                group ->
                        group.instanceMaintenancePolicy(
                                p -> p.minHealthyPercentage(75).maxHealthyPercentage(100)));
        lab.passes(Duration.ofMinutes(2));
        List<String> before = ids();
        before.forEach(id -> lab.ec2.machine(id).orElseThrow().impaired = true);
        for (int i = 0; i < 100; i++) {
            lab.passes(Duration.ofSeconds(5));
            assertThat(lab.instances())
                    .filteredOn(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
                    .hasSizeBetween(3, 4);
        }
        assertThat(ids()).hasSize(4).doesNotContainAnyElementsOf(before);

        lab.client()
                .updateAutoScalingGroup(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceMaintenancePolicy(
                                                p ->
                                                        p.minHealthyPercentage(-1)
                                                                .maxHealthyPercentage(-1)));
        assertThat(lab.group().instanceMaintenancePolicy()).isNull();
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .updateAutoScalingGroup(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .instanceMaintenancePolicy(
                                                                        p ->
                                                                                p
                                                                                        .minHealthyPercentage(
                                                                                                90))))
                .hasMessageContaining("together");
    }

    @Test
    void whoIsCalledUnhealthyIsReplaced() {
        lab.group(1, 1, group -> group.healthCheckGracePeriod(300));
        lab.passes(Duration.ofMinutes(1));
        String called = ids().getFirst();

        lab.client().setInstanceHealth(r -> r.instanceId(called).healthStatus("Unhealthy"));
        lab.passes(Duration.ofSeconds(30));
        assertThat(ids()).as("within its grace period").containsExactly(called);

        lab.client()
                .setInstanceHealth(
                        r ->
                                r.instanceId(called)
                                        .healthStatus("Unhealthy")
                                        .shouldRespectGracePeriod(false));
        lab.passes(Duration.ofMinutes(1));
        assertThat(ids()).hasSize(1).doesNotContain(called);
    }

    @Test
    void aServerThatStoppedAfterALaunchFindsTheMachine() {
        lab.group(1, 1, group -> {});
        lab.chaos.crashing(1);
        lab.now = lab.now.plusSeconds(5);
        for (int i = 0; i < 10; i++) {
            try {
                lab.pass();
            } catch (Chaos.Crash crash) {
                // Each start gets one step further.
                lab.chaos.crashing(i < 9 ? 0.5 : 0);
                lab.restart();
            }
        }
        lab.chaos.crashing(0);
        lab.passes(Duration.ofMinutes(1));

        assertThat(lab.instances()).hasSize(1);
        assertThat(lab.ec2.launches).isEqualTo(1);
    }

    @Test
    void aRefusedLaunchIsTriedAgainLaterAndLater() {
        lab.ec2.refusals = 1;
        lab.group(1, 1, group -> {});
        lab.passes(Duration.ofMinutes(5));

        List<Activity> failed = lab.activities();
        assertThat(failed)
                .hasSizeBetween(3, 6)
                .allMatch(each -> each.statusCode() == ScalingActivityStatusCode.FAILED)
                .allMatch(each -> each.statusMessage().contains("sufficient capacity"));
        lab.ec2.refusals = 0;
        lab.passes(Duration.ofMinutes(10));
        assertThat(lab.instances()).hasSize(1);
    }

    @Test
    void shrinkingTakesFromTheFullestZoneAndSparesTheProtected() {
        lab.group(0, 5, group -> group.desiredCapacity(3));
        lab.passes(Duration.ofMinutes(1));
        String oldest = ids().getFirst();
        lab.client()
                .setInstanceProtection(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceIds(oldest)
                                        .protectedFromScaleIn(true));

        desire(2);
        assertThat(zones()).containsEntry("us-east-1a", 1L).containsEntry("us-east-1b", 1L);
        desire(0);
        assertThat(ids()).containsExactly(oldest);
    }

    @Test
    void terminationPoliciesChoose() {
        lab.group(
                0,
                5,
                group ->
                        group.desiredCapacity(2)
                                .availabilityZones("us-east-1a")
                                .terminationPolicies("NewestInstance"));
        lab.passes(Duration.ofMinutes(1));
        String oldest = ids().getFirst();
        desire(1);
        assertThat(ids()).containsExactly(oldest);

        lab.client()
                .updateAutoScalingGroup(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .launchConfigurationName("second")
                                        .terminationPolicies("OldestLaunchConfiguration"));
        desire(2);
        desire(1);
        assertThat(lab.instances())
                .extracting(Instance::launchConfigurationName)
                .containsExactly("second");
    }

    @Test
    void standbyIsReplacedOrNotAndComesBack() {
        lab.group(1, 3, group -> group.desiredCapacity(2));
        lab.passes(Duration.ofMinutes(1));
        String resting = ids().getFirst();

        lab.client()
                .enterStandby(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceIds(resting)
                                        .shouldDecrementDesiredCapacity(true));
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.group().desiredCapacity()).isEqualTo(1);
        assertThat(lab.instances())
                .extracting(Instance::lifecycleStateAsString)
                .containsExactly("Standby", "InService");

        lab.client().exitStandby(r -> r.autoScalingGroupName(Lab.GROUP).instanceIds(resting));
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.group().desiredCapacity()).isEqualTo(2);
        assertThat(lab.instances())
                .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
    }

    @Test
    void machinesAreDetachedAndAttached() {
        lab.group(1, 2, group -> group.desiredCapacity(2));
        lab.passes(Duration.ofMinutes(1));
        String wanderer = ids().getFirst();

        lab.client()
                .detachInstances(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceIds(wanderer)
                                        .shouldDecrementDesiredCapacity(true));
        lab.passes(Duration.ofMinutes(1));
        assertThat(ids()).hasSize(1).doesNotContain(wanderer);
        assertThat(lab.ec2.running()).anyMatch(machine -> machine.id.equals(wanderer));

        lab.client().attachInstances(r -> r.autoScalingGroupName(Lab.GROUP).instanceIds(wanderer));
        lab.passes(Duration.ofMinutes(1));
        assertThat(ids()).hasSize(2).contains(wanderer);
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .attachInstances(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .instanceIds(wanderer)))
                .hasMessageContaining("max-size=2");
    }

    @Test
    void hooksHoldMachinesUntilTheyAreAnswered() {
        lab.group(0, 2, group -> {});
        lab.client()
                .putLifecycleHook(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .lifecycleHookName("prepare")
                                        .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                                        .heartbeatTimeout(300));
        desire(1);
        assertThat(lab.instances())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.PENDING_WAIT);

        String waiting = ids().getFirst();
        lab.client()
                .completeLifecycleAction(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .lifecycleHookName("prepare")
                                        .instanceId(waiting)
                                        .lifecycleActionResult("CONTINUE"));
        lab.passes(Duration.ofSeconds(5));
        assertThat(lab.instances())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.IN_SERVICE);

        desire(2);
        lab.passes(Duration.ofMinutes(4));
        assertThat(lab.activities())
                .as("nobody answered in time, and ABANDON is the default")
                .anyMatch(each -> each.statusCode() == ScalingActivityStatusCode.FAILED);
    }

    @Test
    void suspendedProcessesRest() {
        lab.group(1, 3, group -> {});
        lab.passes(Duration.ofMinutes(1));
        String dead = ids().getFirst();
        lab.client()
                .suspendProcesses(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .scalingProcesses("ReplaceUnhealthy"));

        lab.ec2.machine(dead).orElseThrow().down = true;
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.instances().getFirst().healthStatus()).isEqualTo("Unhealthy");
        assertThat(ids()).containsExactly(dead);

        lab.client().resumeProcesses(r -> r.autoScalingGroupName(Lab.GROUP));
        lab.passes(Duration.ofMinutes(1));
        assertThat(ids()).hasSize(1).doesNotContain(dead);
    }

    @Test
    void unevenZonesAreEvenedOut() {
        lab.group(0, 4, group -> group.desiredCapacity(4).availabilityZones("us-east-1a"));
        lab.passes(Duration.ofMinutes(1));

        lab.client()
                .updateAutoScalingGroup(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .availabilityZones("us-east-1a", "us-east-1b"));
        lab.passes(Duration.ofMinutes(5));

        assertThat(zones()).containsEntry("us-east-1a", 2L).containsEntry("us-east-1b", 2L);
    }

    @Test
    void tagsGoOnToMachines() {
        lab.group(
                1,
                1,
                group ->
                        group.tags(
                                Tag.builder()
                                        .key("crop")
                                        .value("wheat")
                                        .propagateAtLaunch(true)
                                        .build(),
                                Tag.builder().key("cost").value("1").build()));
        lab.passes(Duration.ofMinutes(1));

        assertThat(lab.ec2.running().getFirst().request.tagSpecifications().getFirst().tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("aws:autoscaling:groupName=farm", "crop=wheat");
        assertThat(lab.client().describeTags().tags())
                .extracting(TagDescription::key)
                .containsExactly("cost", "crop");
    }

    @Test
    void aGroupWithMachinesIsDeletedByForceAlone() {
        lab.group(1, 1, group -> {});
        lab.passes(Duration.ofMinutes(1));
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .deleteAutoScalingGroup(
                                                r -> r.autoScalingGroupName(Lab.GROUP)))
                .isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .deleteLaunchConfiguration(
                                                r -> r.launchConfigurationName("first")))
                .isInstanceOf(ResourceInUseException.class);

        lab.client()
                .deleteAutoScalingGroup(r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
        lab.passes(Duration.ofMinutes(1));

        assertThat(lab.client().describeAutoScalingGroups().autoScalingGroups()).isEmpty();
        assertThat(lab.ec2.kept()).isEmpty();
    }

    @Test
    void whatCantBeIsRefused() {
        lab.group(0, 1, group -> {});
        assertThatThrownBy(() -> lab.group(0, 1, group -> {}))
                .isInstanceOf(AlreadyExistsException.class);
        refused("Max bound", 2, 1, "x");
        refused("is not implemented", 0, 1, "placement");
        refused("does not exist", 0, 1, "nothing");
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .setDesiredCapacity(
                                                r ->
                                                        r.autoScalingGroupName(Lab.GROUP)
                                                                .desiredCapacity(2)))
                .hasMessageContaining("is above max value 1");
    }

    private void refused(String why, int min, int max, String what) {
        assertThatThrownBy(
                        () ->
                                lab.group(
                                        min,
                                        max,
                                        group -> {
                                            group.autoScalingGroupName("other");
                                            if (what.equals("placement")) {
                                                group.placementGroup("p");
                                            } else if (what.equals("nothing")) {
                                                group.launchConfigurationName("third");
                                            }
                                        }))
                .hasMessageContaining(why);
    }
}
