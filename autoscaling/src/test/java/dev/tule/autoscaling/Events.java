package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.autoscaling.life.Balancers.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstanceMaintenancePolicy;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * What happens to a group, drawn by lot: users who change their minds, machines that die and are
 * found sick, alarms. An event may be refused, and the server may not live through it. For one
 * thread.
 */
final class Events {
    private static final Duration COOLDOWN = Duration.ofSeconds(90);

    private final Random random;
    private final Lab lab;
    private final Story story;
    private final Set<String> detached = new HashSet<>();
    private Instant scaled = Instant.EPOCH;

    Events(Random random, Lab lab, Story story) {
        this.random = random;
        this.lab = lab;
        this.story = story;
    }

    /** The machines that were taken out of the group, and live on: a view. */
    Set<String> detached() {
        return Collections.unmodifiableSet(detached);
    }

    /** One of all of them, or time passes; and then some time in any case. */
    void one() {
        switch (random.nextInt(28)) {
            case 0 -> desire();
            case 1 -> resize();
            case 2, 3 -> kill();
            case 4 -> sicken();
            case 5 -> terminate();
            case 6 -> leave();
            case 7 -> comeBack();
            case 8 -> protect();
            case 9 -> suspend();
            case 10 -> hook();
            case 11 -> answer();
            case 12 -> reconfigure();
            case 13 -> impair();
            case 14, 15 -> scale();
            case 16 -> refresh();
            case 17 -> attach();
            case 18 -> detach();
            case 19, 20 -> keepReady();
            case 21 -> forgetReady();
            case 22 -> track();
            case 23, 24 -> tracked();
            case 25 -> maintain();
            default -> lab.now = lab.now.plusSeconds(random.nextInt(120));
        }
        lab.now = lab.now.plusSeconds(random.nextInt(20));
    }

    private void desire() {
        AutoScalingGroup group = lab.group();
        int size = random.nextInt(group.maxSize() + 1);
        story.add("desire " + size);
        lab.client()
                .setDesiredCapacity(r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(size));
    }

    private void resize() {
        int max = 1 + random.nextInt(6);
        int min = random.nextInt(max + 1);
        story.add("resize %d %d".formatted(min, max));
        lab.client()
                .updateAutoScalingGroup(
                        r -> r.autoScalingGroupName(Lab.GROUP).minSize(min).maxSize(max));
    }

    private void kill() {
        List<FakeEc2.Machine> living = lab.ec2.living();
        if (!living.isEmpty()) {
            FakeEc2.Machine victim = living.get(random.nextInt(living.size()));
            story.add("kill " + victim.id);
            if (random.nextBoolean()) {
                victim.down = true;
            } else {
                lab.ec2.end(victim);
            }
        }
    }

    private void impair() {
        List<FakeEc2.Machine> living = lab.ec2.living();
        if (!living.isEmpty()) {
            FakeEc2.Machine machine = living.get(random.nextInt(living.size()));
            machine.impaired = true;
            if (random.nextBoolean()) {
                lab.balancers.failing.add(machine.id);
            }
            story.add("impair");
        }
    }

    private @Nullable Instance any() {
        List<Instance> instances = lab.instances();
        return instances.isEmpty() ? null : instances.get(random.nextInt(instances.size()));
    }

    private void sicken() {
        Instance instance = any();
        if (instance != null) {
            story.add("sicken " + instance.instanceId());
            lab.client()
                    .setInstanceHealth(
                            r ->
                                    r.instanceId(instance.instanceId())
                                            .healthStatus(
                                                    random.nextInt(4) == 0
                                                            ? "Healthy"
                                                            : "Unhealthy")
                                            .shouldRespectGracePeriod(random.nextBoolean()));
        }
    }

    private void terminate() {
        Instance instance = any();
        if (instance != null) {
            story.add("terminate " + instance.instanceId());
            lab.client()
                    .terminateInstanceInAutoScalingGroup(
                            r ->
                                    r.instanceId(instance.instanceId())
                                            .shouldDecrementDesiredCapacity(random.nextBoolean()));
        }
    }

    private void leave() {
        Instance instance = any();
        if (instance == null) {
            return;
        }
        String id = instance.instanceId();
        boolean decrement = random.nextBoolean();
        if (random.nextBoolean()) {
            story.add("standby " + id);
            lab.client()
                    .enterStandby(
                            r ->
                                    r.autoScalingGroupName(Lab.GROUP)
                                            .instanceIds(id)
                                            .shouldDecrementDesiredCapacity(decrement));
            return;
        }
        story.add("detach " + id);
        try {
            lab.client()
                    .detachInstances(
                            r ->
                                    r.autoScalingGroupName(Lab.GROUP)
                                            .instanceIds(id)
                                            .shouldDecrementDesiredCapacity(decrement));
        } finally {
            if (!isMember(id)) {
                detached.add(id);
            }
        }
    }

    /** One that is being detached isn't any more. */
    private boolean isMember(String id) {
        return lab.instances().stream()
                .filter(each -> each.lifecycleState() != LifecycleState.DETACHING)
                .anyMatch(each -> each.instanceId().equals(id));
    }

    private void comeBack() {
        for (Instance instance : lab.instances()) {
            if (instance.lifecycleState() == LifecycleState.STANDBY) {
                story.add("exit standby " + instance.instanceId());
                lab.client()
                        .exitStandby(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .instanceIds(instance.instanceId()));
                return;
            }
        }
        for (FakeEc2.Machine machine : lab.ec2.running()) {
            if (detached.contains(machine.id)) {
                story.add("attach " + machine.id);
                try {
                    lab.client()
                            .attachInstances(
                                    r -> r.autoScalingGroupName(Lab.GROUP).instanceIds(machine.id));
                } finally {
                    if (isMember(machine.id)) {
                        detached.remove(machine.id);
                    }
                }
                return;
            }
        }
    }

    private void protect() {
        Instance instance = any();
        if (instance != null) {
            story.add("protect " + instance.instanceId());
            lab.client()
                    .setInstanceProtection(
                            r ->
                                    r.autoScalingGroupName(Lab.GROUP)
                                            .instanceIds(instance.instanceId())
                                            .protectedFromScaleIn(random.nextBoolean()));
        }
    }

    private void suspend() {
        String[] processes = {
            "Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy", "AZRebalance"
        };
        String process = processes[random.nextInt(processes.length)];
        story.add("suspend or resume " + process);
        if (random.nextBoolean()) {
            lab.client()
                    .suspendProcesses(
                            r -> r.autoScalingGroupName(Lab.GROUP).scalingProcesses(process));
        } else {
            lab.client().resumeProcesses(r -> r.autoScalingGroupName(Lab.GROUP));
        }
    }

    private void hook() {
        boolean launching = random.nextBoolean();
        story.add("hook, launching: " + launching);
        lab.client()
                .putLifecycleHook(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .lifecycleHookName(launching ? "in" : "out")
                                        .lifecycleTransition(
                                                launching
                                                        ? "autoscaling:EC2_INSTANCE_LAUNCHING"
                                                        : "autoscaling:EC2_INSTANCE_TERMINATING")
                                        .heartbeatTimeout(30 + random.nextInt(300))
                                        .defaultResult(
                                                random.nextInt(3) == 0 ? "ABANDON" : "CONTINUE"));
    }

    private void answer() {
        for (Instance instance : lab.instances()) {
            boolean in = instance.lifecycleState() == LifecycleState.PENDING_WAIT;
            boolean out = instance.lifecycleState() == LifecycleState.TERMINATING_WAIT;
            if (in || out) {
                story.add("answer " + instance.instanceId());
                lab.client()
                        .completeLifecycleAction(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .lifecycleHookName(in ? "in" : "out")
                                                .instanceId(instance.instanceId())
                                                .lifecycleActionResult(
                                                        random.nextBoolean()
                                                                ? "CONTINUE"
                                                                : "ABANDON"));
                return;
            }
        }
    }

    /** An alarm executes a simple policy: never before the cooldown is over. */
    private void scale() {
        boolean out = random.nextBoolean();
        int before = lab.group().desiredCapacity();
        String arn =
                lab.client()
                        .putScalingPolicy(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .policyName(out ? "out" : "in")
                                                .adjustmentType("ChangeInCapacity")
                                                .cooldown((int) COOLDOWN.toSeconds())
                                                .scalingAdjustment(out ? 1 : -1))
                        .policyARN();
        story.add("alarm, out: " + out);
        try {
            lab.alarmed(arn, OptionalDouble.empty());
        } finally {
            if (lab.group().desiredCapacity() != before) {
                assertThat(lab.now).as(story::toString).isAfterOrEqualTo(scaled.plus(COOLDOWN));
                scaled = lab.now;
            }
        }
    }

    private void track() {
        if (random.nextInt(3) == 0) {
            story.add("no target");
            lab.client().deletePolicy(r -> r.autoScalingGroupName(Lab.GROUP).policyName("cpu"));
            return;
        }
        boolean enabled = random.nextInt(4) != 0;
        story.add("target, enabled: " + enabled);
        lab.client()
                .putScalingPolicy(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .policyName("cpu")
                                        .policyType("TargetTrackingScaling")
                                        .enabled(enabled)
                                        .targetTrackingConfiguration(
                                                t ->
                                                        t.targetValue(50.0)
                                                                .predefinedMetricSpecification(
                                                                        m ->
                                                                                m
                                                                                        .predefinedMetricType(
                                                                                                "ASGAverageCPUUtilization"))));
    }

    /** An alarm of a policy with a target: the group doesn't shrink while machines warm up. */
    private void tracked() {
        for (Map.Entry<String, PutMetricAlarmRequest> alarm : lab.cloudWatch.alarms.entrySet()) {
            boolean high = alarm.getKey().contains("AlarmHigh");
            if (high == random.nextBoolean()) {
                continue;
            }
            int before = lab.group().desiredCapacity();
            boolean coming =
                    lab.instances().stream()
                            .anyMatch(each -> each.lifecycleStateAsString().startsWith("Pending"));
            story.add("alarm " + alarm.getKey());
            try {
                lab.alarmed(
                        alarm.getValue().alarmActions().getFirst(),
                        alarm.getKey(),
                        OptionalDouble.of(high ? random.nextInt(50) : -random.nextInt(45)));
            } finally {
                if (coming) {
                    assertThat(lab.group().desiredCapacity())
                            .as(story::toString)
                            .isGreaterThanOrEqualTo(before);
                }
            }
            return;
        }
    }

    /** One drawn by lot. */
    InstanceMaintenancePolicy maintenance() {
        int least = random.nextInt(101);
        return InstanceMaintenancePolicy.builder()
                .minHealthyPercentage(least)
                .maxHealthyPercentage(100 + random.nextInt(least + 1))
                .build();
    }

    private void maintain() {
        InstanceMaintenancePolicy policy =
                random.nextInt(3) == 0
                        ? InstanceMaintenancePolicy.builder()
                                .minHealthyPercentage(-1)
                                .maxHealthyPercentage(-1)
                                .build()
                        : maintenance();
        story.add("maintain by " + policy);
        lab.client()
                .updateAutoScalingGroup(
                        r -> r.autoScalingGroupName(Lab.GROUP).instanceMaintenancePolicy(policy));
    }

    private List<TrafficSourceIdentifier> oneOf(List<Target> targets) {
        Target target = targets.get(random.nextInt(targets.size()));
        return List.of(
                TrafficSourceIdentifier.builder()
                        .identifier(target.name())
                        .type(target.classic() ? "elb" : "elbv2")
                        .build());
    }

    private void attach() {
        List<TrafficSourceIdentifier> one = oneOf(Life.TARGETS);
        story.add("attach to " + one);
        lab.client()
                .attachTrafficSources(r -> r.autoScalingGroupName(Lab.GROUP).trafficSources(one));
    }

    private void detach() {
        List<TrafficSourceIdentifier> one = oneOf(Life.TARGETS);
        story.add("detach from " + one);
        lab.client()
                .detachTrafficSources(r -> r.autoScalingGroupName(Lab.GROUP).trafficSources(one));
    }

    private void keepReady() {
        boolean bounded = random.nextBoolean();
        boolean reuse = random.nextBoolean();
        boolean running = random.nextInt(3) == 0;
        story.add(
                "warm pool, bounded: %s, reuse: %s, running: %s"
                        .formatted(bounded, reuse, running));
        lab.client()
                .putWarmPool(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .minSize(random.nextInt(3))
                                        .maxGroupPreparedCapacity(bounded ? random.nextInt(5) : -1)
                                        .poolState(running ? "Running" : "Stopped")
                                        .instanceReusePolicy(p -> p.reuseOnScaleIn(reuse)));
    }

    private void forgetReady() {
        story.add("no warm pool");
        lab.client().deleteWarmPool(r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
    }

    private void refresh() {
        if (random.nextInt(4) == 0) {
            story.add("cancel the refresh");
            lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
            return;
        }
        story.add("refresh");
        InstanceMaintenancePolicy bounds = maintenance();
        boolean bounded = random.nextBoolean();
        lab.client()
                .startInstanceRefresh(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .preferences(
                                                p ->
                                                        p.minHealthyPercentage(
                                                                        bounds
                                                                                .minHealthyPercentage())
                                                                .maxHealthyPercentage(
                                                                        bounded
                                                                                ? bounds
                                                                                        .maxHealthyPercentage()
                                                                                : null)
                                                                .skipMatching(random.nextBoolean())
                                                                .instanceWarmup(
                                                                        random.nextInt(60))));
    }

    private void reconfigure() {
        String name = random.nextBoolean() ? "first" : "second";
        story.add("launch from " + name);
        lab.client()
                .updateAutoScalingGroup(
                        r -> r.autoScalingGroupName(Lab.GROUP).launchConfigurationName(name));
    }
}
