package dev.tule.autoscaling;

import dev.tule.autoscaling.life.Balancers.Target;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.ActiveInstanceRefreshNotFoundException;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;

/**
 * The life of one group from its creation until it is deleted: what happens to it is drawn by lot,
 * and the server is ended in the middle of any step. For one thread.
 */
final class Life {
    static final List<Target> TARGETS =
            List.of(new Target(true, "front"), new Target(false, "arn:aws:web"));

    private static final int EVENTS = 30;
    private static final Duration UNTIL_REST = Duration.ofHours(1);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String[] ZONES = {"us-east-1a", "us-east-1b", "us-east-1c"};

    private final Random random;
    private final Lab lab;
    private final Story story = new Story();
    private final Events events;
    private final Invariants invariants;

    Life(long seed) {
        this.random = new Random(seed);
        this.lab = new Lab(seed * 31);
        this.events = new Events(random, lab, story);
        this.invariants = new Invariants(lab, events.detached(), story);
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
                                .defaultInstanceWarmup(random.nextInt(60))
                                .instanceMaintenancePolicy(
                                        random.nextInt(3) == 0 ? events.maintenance() : null)
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
            step(events::one);
            step(lab::pass);
            step(lab::tell);
            invariants.always();
        }
        rest();
        end();
    }

    /** Does something that the server may not live through, or that may be refused. */
    private void step(Runnable work) {
        try {
            work.run();
        } catch (Chaos.Crash crash) {
            story.crash(crash);
            lab.restart();
        } catch (AwsServiceException refused) {
            story.add("refused: " + refused.getMessage());
        }
    }

    /** Nobody interferes any more: the group comes to what it was asked for. */
    private void rest() {
        lab.chaos.crashing(0);
        lab.ec2.refusals = 0;
        lab.ec2.errors = 0;
        lab.restart();
        story.add("peace");
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
        lab.tell();
        invariants.atRest();
        int launches = lab.ec2.launches;
        lab.passes(Duration.ofMinutes(10), A_MINUTE);
        invariants.launchedNoneSince(launches);
    }

    /** A refresh that waits for somebody would go on for an hour. */
    private void endRefresh() {
        try {
            lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
        } catch (ActiveInstanceRefreshNotFoundException none) {
            story.add("there is no refresh");
        }
    }

    /** The group is deleted, and nothing is left of it. */
    private void end() {
        lab.client()
                .deleteAutoScalingGroup(r -> r.autoScalingGroupName(Lab.GROUP).forceDelete(true));
        lab.passes(Duration.ofMinutes(5), A_MINUTE);
        lab.tell();
        invariants.gone();
    }
}
