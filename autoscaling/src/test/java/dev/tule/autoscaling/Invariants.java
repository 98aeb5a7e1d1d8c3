package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.autoscaling.life.Balancers.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;

/**
 * What must hold of a group, whatever happens to it. Each failure tells the whole story. For one
 * thread.
 */
final class Invariants {
    private static final Pattern LEAVING = Pattern.compile("Terminating.*|Detaching|.*Standby");

    private final Lab lab;
    private final Set<String> detached;
    private final Story story;

    /** How many were there when that was last looked at. */
    private long before;

    /**
     * @param detached the machines that were taken out of the group and live on, as they are now
     */
    Invariants(Lab lab, Set<String> detached, Story story) {
        this.lab = lab;
        this.detached = detached;
        this.story = story;
    }

    /** What holds after each event, in the middle of whatever is going on. */
    void always() {
        AutoScalingGroup group = lab.group();
        List<Instance> members = group.instances();
        assertThat(group.desiredCapacity())
                .as(story::toString)
                .isBetween(group.minSize(), group.maxSize());
        assertThat(members)
                .as(story::toString)
                .extracting(Instance::instanceId)
                .doesNotHaveDuplicates();
        Map<String, Integer> tokens = new HashMap<>();
        lab.ec2.kept().forEach(each -> tokens.merge(each.token, 1, Integer::sum));
        assertThat(tokens.values()).as(story::toString).allMatch(number -> number == 1);
        neverBeyondMax(group);
        assertThat(lab.balancers.cutOff).as("ended before drained; " + story).isEmpty();
    }

    /**
     * A group may have become too large, since it was asked to be smaller; but it doesn't grow
     * beyond its greatest size, but for one to even out zones and those that its machines are
     * replaced by first.
     */
    private void neverBeyondMax(AutoScalingGroup group) {
        Set<String> known = members();
        if (!lab.ec2.kept().stream()
                .allMatch(each -> known.contains(each.id) || detached.contains(each.id))) {
            // One was launched just before a crash or an error, and is found at the next look.
            before = Long.MAX_VALUE;
            return;
        }
        long there =
                group.instances().stream()
                        .filter(each -> !LEAVING.matcher(each.lifecycleStateAsString()).matches())
                        .count();
        // Never more than twice as many as desired are wanted in the course of replacing them.
        long most = (long) group.maxSize() + Math.max(1, group.desiredCapacity());
        assertThat(there).as(story::toString).isLessThanOrEqualTo(Math.max(most, before));
        before = there;
    }

    /** What holds when nobody has interfered for a while: the group is as it was asked to be. */
    void atRest() {
        AutoScalingGroup group = lab.group();
        List<Instance> serving = in(LifecycleState.IN_SERVICE);
        long guarded = serving.stream().filter(Instance::protectedFromScaleIn).count();
        assertThat(serving)
                .as(story::toString)
                .hasSize((int) Math.max(group.desiredCapacity(), guarded))
                .allMatch(each -> each.healthStatus().equals("Healthy"));
        keptReady();
        Set<String> all = members();
        assertThat(lab.instances().size() - serving.size())
                .as(story::toString)
                .isEqualTo(in(LifecycleState.STANDBY).size());
        assertThat(lab.ec2.kept())
                .as("no machine is forgotten, and none too many: " + story)
                .allMatch(each -> all.contains(each.id) || detached.contains(each.id));
        assertThat(serving)
                .as(story::toString)
                .allMatch(each -> lab.ec2.machine(each.instanceId()).isPresent());
        behindBalancers(serving);
        if (guarded == 0) {
            balanced(group, serving);
        }
        assertThat(lab.cloudWatch.alarms.keySet())
                .as(story::toString)
                .containsExactlyInAnyOrderElementsOf(alarms());
        assertThat(lab.activities())
                .as(story::toString)
                .extracting(Activity::statusCode)
                .doesNotContain(ScalingActivityStatusCode.IN_PROGRESS);
    }

    /** Those that policies say they have. */
    private List<String> alarms() {
        return lab
                .client()
                .describePolicies(r -> r.autoScalingGroupName(Lab.GROUP))
                .scalingPolicies()
                .stream()
                .filter(policy -> policy.targetTrackingConfiguration() != null)
                .flatMap(policy -> policy.alarms().stream())
                .map(Alarm::alarmName)
                .toList();
    }

    private Set<String> members() {
        return Stream.concat(lab.instances().stream(), lab.warm().stream())
                .map(Instance::instanceId)
                .collect(Collectors.toSet());
    }

    /** As many as are asked for, at rest, beside those of the group. */
    private void keptReady() {
        AutoScalingGroup group = lab.group();
        WarmPoolConfiguration pool = group.warmPoolConfiguration();
        int wanted = 0;
        if (pool != null) {
            Integer most = pool.maxGroupPreparedCapacity();
            int upTo = most == null ? group.maxSize() : most;
            wanted = Math.max(pool.minSize(), upTo - group.desiredCapacity());
        }
        assertThat(lab.warm())
                .as(story::toString)
                .hasSize(wanted)
                .extracting(Instance::lifecycleState)
                .isSubsetOf(LifecycleState.WARMED_STOPPED, LifecycleState.WARMED_RUNNING);
    }

    /** Those that serve are registered with what the group names, and with nothing else. */
    private void behindBalancers(List<Instance> serving) {
        Set<String> ids = serving.stream().map(Instance::instanceId).collect(Collectors.toSet());
        AutoScalingGroup group = lab.group();
        for (Target target : Life.TARGETS) {
            boolean named =
                    group.loadBalancerNames().contains(target.name())
                            || group.targetGroupARNs().contains(target.name());
            assertThat(lab.balancers.serving(target))
                    .as(story::toString)
                    .isEqualTo(named ? ids : Set.of());
        }
        assertThat(
                        lab.client()
                                .describeTrafficSources(r -> r.autoScalingGroupName(Lab.GROUP))
                                .trafficSources())
                .as(story::toString)
                .noneMatch(each -> each.state().equals("Removing"));
    }

    /** No zone has two more than another. */
    private void balanced(AutoScalingGroup group, List<Instance> serving) {
        Map<String, Integer> zones = new HashMap<>();
        group.availabilityZones().forEach(zone -> zones.put(zone, 0));
        serving.forEach(each -> zones.merge(each.availabilityZone(), 1, Integer::sum));
        int most = zones.values().stream().mapToInt(i -> i).max().orElseThrow();
        int least = zones.values().stream().mapToInt(i -> i).min().orElseThrow();
        assertThat(most - least).as(story::toString).isLessThanOrEqualTo(1);
    }

    /** What holds while a group is at rest: no machine is launched. */
    void launchedNoneSince(int launches) {
        assertThat(lab.ec2.launches).as(story::toString).isEqualTo(launches);
    }

    /** What holds when the group is deleted: nothing is left of it. */
    void gone() {
        assertThat(lab.client().describeAutoScalingGroups().autoScalingGroups())
                .as(story::toString)
                .isEmpty();
        assertThat(lab.ec2.kept()).as(story::toString).allMatch(each -> detached.contains(each.id));
        assertThat(lab.cloudWatch.alarms).as(story::toString).isEmpty();
    }

    private List<Instance> in(LifecycleState state) {
        return lab.instances().stream().filter(each -> each.lifecycleState() == state).toList();
    }
}
