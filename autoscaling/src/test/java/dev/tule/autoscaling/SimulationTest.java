package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.autoscaling.life.Balancers.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.ActiveInstanceRefreshNotFoundException;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;

/**
 * Whole lives of groups, drawn by lot: users who change their minds, machines that boot slowly, die
 * and are found sick, launches that are refused, errors of EC2's own, and a server that is ended in
 * the middle of any step. After each event what must always hold is looked at; in the end, when the
 * troubles are over, the group must come to rest as it was asked to be.
 *
 * <p>A life that fails names its seed: {@code -Dtule.seed=...} lives that one alone.
 */
class SimulationTest {
    private static final int LIVES = Integer.getInteger("tule.lives", 400);
    private static final int EVENTS = 30;
    private static final Duration UNTIL_REST = Duration.ofHours(1);
    private static final Duration COOLDOWN = Duration.ofSeconds(90);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final List<Target> TARGETS =
            List.of(new Target(true, "front"), new Target(false, "arn:aws:web"));
    private static final String[] ZONES = {"us-east-1a", "us-east-1b", "us-east-1c"};

    @Test
    void groupsConvergeWhateverHappens() {
        Long one = Long.getLong("tule.seed");
        long first = one == null ? System.nanoTime() : one;
        for (long seed = first; seed < first + (one == null ? LIVES : 1); seed++) {
            try {
                new Life(seed).live();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("a life went wrong: -Dtule.seed=" + seed, failure);
            }
        }
    }

    /** One group from its creation until it is deleted. */
    private static final class Life {
        private final Random random;
        private final Lab lab;
        private final List<String> told = new ArrayList<>();
        private final Set<String> detached = new java.util.HashSet<>();
        private Instant scaled = Instant.EPOCH;
        private int crashes;

        Life(long seed) {
            this.random = new Random(seed);
            this.lab = new Lab(seed * 31);
        }

        void live() {
            lab.configuration("first");
            lab.configuration("second");
            TARGETS.forEach(lab.balancers::create);
            int max = 1 + random.nextInt(6);
            int zones = 1 + random.nextInt(ZONES.length);
            lab.group(
                    random.nextInt(max + 1),
                    max,
                    group ->
                            group.availabilityZones(List.of(ZONES).subList(0, zones))
                                    .healthCheckGracePeriod(random.nextInt(60))
                                    .healthCheckType(random.nextBoolean() ? "EC2" : "ELB")
                                    .loadBalancerNames(
                                            random.nextBoolean()
                                                    ? List.of(TARGETS.getFirst().name())
                                                    : List.of())
                                    .terminationPolicies(
                                            random.nextBoolean() ? "Default" : "NewestInstance"));
            lab.ec2.refusals = random.nextDouble() < 0.3 ? 0.3 : 0;
            lab.ec2.errors = random.nextDouble() < 0.3 ? 0.1 : 0;
            lab.ec2.slowestBoot = Duration.ofSeconds(random.nextInt(200));
            lab.chaos.crashing(random.nextDouble() < 0.6 ? 0.03 : 0);
            for (int i = 0; i < EVENTS; i++) {
                step(this::event);
                step(lab::pass);
                check();
            }
            rest();
            end();
        }

        /** Does something that the server may not live through, or that may be refused. */
        private void step(Runnable work) {
            try {
                work.run();
            } catch (Chaos.Crash crash) {
                told.add("crash " + crash.getMessage());
                crashes++;
                lab.restart();
            } catch (AwsServiceException refused) {
                told.add("refused: " + refused.getMessage());
            }
        }

        private void event() {
            switch (random.nextInt(24)) {
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
                default -> lab.now = lab.now.plusSeconds(random.nextInt(120));
            }
            lab.now = lab.now.plusSeconds(random.nextInt(20));
        }

        private void desire() {
            AutoScalingGroup group = lab.group();
            int size = random.nextInt(group.maxSize() + 1);
            told.add("desire " + size);
            lab.client()
                    .setDesiredCapacity(
                            r -> r.autoScalingGroupName(Lab.GROUP).desiredCapacity(size));
        }

        private void resize() {
            int max = 1 + random.nextInt(6);
            int min = random.nextInt(max + 1);
            told.add("resize %d %d".formatted(min, max));
            lab.client()
                    .updateAutoScalingGroup(
                            r -> r.autoScalingGroupName(Lab.GROUP).minSize(min).maxSize(max));
        }

        private void kill() {
            List<FakeEc2.Machine> living = lab.ec2.living();
            if (!living.isEmpty()) {
                FakeEc2.Machine victim = living.get(random.nextInt(living.size()));
                told.add("kill " + victim.id);
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
                told.add("impair");
            }
        }

        private @Nullable Instance any() {
            List<Instance> instances = lab.instances();
            return instances.isEmpty() ? null : instances.get(random.nextInt(instances.size()));
        }

        private void sicken() {
            Instance instance = any();
            if (instance != null) {
                told.add("sicken " + instance.instanceId());
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
                told.add("terminate " + instance.instanceId());
                lab.client()
                        .terminateInstanceInAutoScalingGroup(
                                r ->
                                        r.instanceId(instance.instanceId())
                                                .shouldDecrementDesiredCapacity(
                                                        random.nextBoolean()));
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
                told.add("standby " + id);
                lab.client()
                        .enterStandby(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .instanceIds(id)
                                                .shouldDecrementDesiredCapacity(decrement));
                return;
            }
            told.add("detach " + id);
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
            return members().stream()
                    .filter(each -> each.lifecycleState() != LifecycleState.DETACHING)
                    .anyMatch(each -> each.instanceId().equals(id));
        }

        private void comeBack() {
            for (Instance instance : lab.instances()) {
                if (instance.lifecycleState() == LifecycleState.STANDBY) {
                    told.add("exit standby " + instance.instanceId());
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
                    told.add("attach " + machine.id);
                    try {
                        lab.client()
                                .attachInstances(
                                        r ->
                                                r.autoScalingGroupName(Lab.GROUP)
                                                        .instanceIds(machine.id));
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
                told.add("protect " + instance.instanceId());
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
            told.add("suspend or resume " + process);
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
            told.add("hook, launching: " + launching);
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
                                                    random.nextInt(3) == 0
                                                            ? "ABANDON"
                                                            : "CONTINUE"));
        }

        private void answer() {
            for (Instance instance : lab.instances()) {
                boolean in = instance.lifecycleState() == LifecycleState.PENDING_WAIT;
                boolean out = instance.lifecycleState() == LifecycleState.TERMINATING_WAIT;
                if (in || out) {
                    told.add("answer " + instance.instanceId());
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
            told.add("alarm, out: " + out);
            try {
                lab.alarmed(arn, OptionalDouble.empty());
            } finally {
                if (lab.group().desiredCapacity() != before) {
                    assertThat(lab.now).as(this::story).isAfterOrEqualTo(scaled.plus(COOLDOWN));
                    scaled = lab.now;
                }
            }
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
            List<TrafficSourceIdentifier> one = oneOf(TARGETS);
            told.add("attach to " + one);
            lab.client()
                    .attachTrafficSources(
                            r -> r.autoScalingGroupName(Lab.GROUP).trafficSources(one));
        }

        private void detach() {
            List<TrafficSourceIdentifier> one = oneOf(TARGETS);
            told.add("detach from " + one);
            lab.client()
                    .detachTrafficSources(
                            r -> r.autoScalingGroupName(Lab.GROUP).trafficSources(one));
        }

        private void keepReady() {
            boolean bounded = random.nextBoolean();
            boolean reuse = random.nextBoolean();
            boolean running = random.nextInt(3) == 0;
            told.add(
                    "warm pool, bounded: %s, reuse: %s, running: %s"
                            .formatted(bounded, reuse, running));
            lab.client()
                    .putWarmPool(
                            r ->
                                    r.autoScalingGroupName(Lab.GROUP)
                                            .minSize(random.nextInt(3))
                                            .maxGroupPreparedCapacity(
                                                    bounded ? random.nextInt(5) : -1)
                                            .poolState(running ? "Running" : "Stopped")
                                            .instanceReusePolicy(p -> p.reuseOnScaleIn(reuse)));
        }

        private void forgetReady() {
            told.add("no warm pool");
            lab.client().deleteWarmPool(r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
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
                    .as(this::story)
                    .hasSize(wanted)
                    .extracting(Instance::lifecycleState)
                    .isSubsetOf(LifecycleState.WARMED_STOPPED, LifecycleState.WARMED_RUNNING);
        }

        private void refresh() {
            if (random.nextInt(4) == 0) {
                told.add("cancel the refresh");
                lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
                return;
            }
            told.add("refresh");
            lab.client()
                    .startInstanceRefresh(
                            r ->
                                    r.autoScalingGroupName(Lab.GROUP)
                                            .preferences(
                                                    p ->
                                                            p.minHealthyPercentage(
                                                                            random.nextInt(101))
                                                                    .skipMatching(
                                                                            random.nextBoolean())
                                                                    .instanceWarmup(
                                                                            random.nextInt(60))));
        }

        /** A refresh that waits for somebody would go on for an hour. */
        private void endRefresh() {
            try {
                lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
            } catch (ActiveInstanceRefreshNotFoundException none) {
                told.add("there is no refresh");
            }
        }

        private void reconfigure() {
            String name = random.nextBoolean() ? "first" : "second";
            told.add("launch from " + name);
            lab.client()
                    .updateAutoScalingGroup(
                            r -> r.autoScalingGroupName(Lab.GROUP).launchConfigurationName(name));
        }

        private List<Instance> members() {
            return lab.instances();
        }

        /** What holds after each event, in the middle of whatever is going on. */
        private void check() {
            AutoScalingGroup group = lab.group();
            List<Instance> members = group.instances();
            assertThat(group.desiredCapacity())
                    .as(this::story)
                    .isBetween(group.minSize(), group.maxSize());
            assertThat(members)
                    .as(this::story)
                    .extracting(Instance::instanceId)
                    .doesNotHaveDuplicates();
            Map<String, Integer> tokens = new HashMap<>();
            lab.ec2.kept().forEach(each -> tokens.merge(each.token, 1, Integer::sum));
            assertThat(tokens.values()).as(this::story).allMatch(number -> number == 1);
            assertThat(lab.balancers.cutOff).as("ended before drained; " + story()).isEmpty();
        }

        /** Nobody interferes any more: the group comes to what it was asked for. */
        private void rest() {
            lab.chaos.crashing(0);
            lab.ec2.refusals = 0;
            lab.ec2.errors = 0;
            lab.restart();
            told.add("peace");
            lab.client().resumeProcesses(r -> r.autoScalingGroupName(Lab.GROUP));
            endRefresh();
            // Nobody answers at hooks any more, and machines whose launch is abandoned never end.
            for (LifecycleHook hook :
                    lab.client()
                            .describeLifecycleHooks(r -> r.autoScalingGroupName(Lab.GROUP))
                            .lifecycleHooks()) {
                lab.client()
                        .deleteLifecycleHook(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .lifecycleHookName(hook.lifecycleHookName()));
            }
            lab.passes(UNTIL_REST, A_MINUTE);
            AutoScalingGroup group = lab.group();
            List<Instance> serving = in(LifecycleState.IN_SERVICE);
            long guarded = serving.stream().filter(Instance::protectedFromScaleIn).count();
            assertThat(serving)
                    .as(this::story)
                    .hasSize((int) Math.max(group.desiredCapacity(), guarded))
                    .allMatch(each -> each.healthStatus().equals("Healthy"));
            keptReady();
            Set<String> all =
                    Stream.concat(members().stream(), lab.warm().stream())
                            .map(Instance::instanceId)
                            .collect(Collectors.toSet());
            assertThat(members().size() - serving.size())
                    .as(this::story)
                    .isEqualTo(in(LifecycleState.STANDBY).size());
            assertThat(lab.ec2.kept())
                    .as("no machine is forgotten, and none too many: " + story())
                    .allMatch(each -> all.contains(each.id) || detached.contains(each.id));
            assertThat(serving)
                    .as(this::story)
                    .allMatch(each -> lab.ec2.machine(each.instanceId()).isPresent());
            behindBalancers(serving);
            if (guarded == 0) {
                Map<String, Integer> zones = new HashMap<>();
                group.availabilityZones().forEach(zone -> zones.put(zone, 0));
                serving.forEach(each -> zones.merge(each.availabilityZone(), 1, Integer::sum));
                int most = zones.values().stream().mapToInt(i -> i).max().orElseThrow();
                int least = zones.values().stream().mapToInt(i -> i).min().orElseThrow();
                assertThat(most - least).as(this::story).isLessThanOrEqualTo(1);
            }
            assertThat(lab.activities())
                    .as(this::story)
                    .extracting(Activity::statusCode)
                    .doesNotContain(ScalingActivityStatusCode.IN_PROGRESS);
            int launches = lab.ec2.launches;
            lab.passes(Duration.ofMinutes(10), A_MINUTE);
            assertThat(lab.ec2.launches).as(this::story).isEqualTo(launches);
        }

        /** Those that serve are registered with what the group names, and with nothing else. */
        private void behindBalancers(List<Instance> serving) {
            Set<String> ids =
                    serving.stream().map(Instance::instanceId).collect(Collectors.toSet());
            AutoScalingGroup group = lab.group();
            for (Target target : TARGETS) {
                boolean named =
                        group.loadBalancerNames().contains(target.name())
                                || group.targetGroupARNs().contains(target.name());
                assertThat(lab.balancers.serving(target))
                        .as(this::story)
                        .isEqualTo(named ? ids : Set.of());
            }
            assertThat(
                            lab.client()
                                    .describeTrafficSources(r -> r.autoScalingGroupName(Lab.GROUP))
                                    .trafficSources())
                    .as(this::story)
                    .noneMatch(each -> each.state().equals("Removing"));
        }

        private List<Instance> in(LifecycleState state) {
            return members().stream().filter(each -> each.lifecycleState() == state).toList();
        }

        /** The group is deleted, and nothing is left of it. */
        private void end() {
            lab.client()
                    .deleteAutoScalingGroup(
                            r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
            lab.passes(Duration.ofMinutes(5), A_MINUTE);
            assertThat(lab.client().describeAutoScalingGroups().autoScalingGroups())
                    .as(this::story)
                    .isEmpty();
            assertThat(lab.ec2.kept()).as(this::story).allMatch(each -> detached.contains(each.id));
        }

        private String story() {
            return crashes + " crashes; " + told;
        }
    }
}
