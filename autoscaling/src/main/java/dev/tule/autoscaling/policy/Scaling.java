package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Causes;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Phase;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Does what policies say. Safe for use by many threads. */
public final class Scaling {
    private final Book book;
    private final Place place;
    private final CloudWatchClient cloudWatch;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public Scaling(Book book, CloudWatchClient cloudWatch, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.cloudWatch = cloudWatch;
        this.wake = wake;
    }

    ExecutePolicyResponse execute(ExecutePolicyRequest request) {
        String group = place.transact(rows -> execute(rows, request));
        wake.accept(group);
        return ExecutePolicyResponse.builder().build();
    }

    private String execute(Transaction rows, ExecutePolicyRequest request) {
        ScalingPolicy policy =
                PolicyRows.get(rows, request.autoScalingGroupName(), request.policyName());
        if (policy.policyType().equals(Tracking.TYPE)) {
            throw Faults.invalid("Policies of type TargetTrackingScaling cannot be executed.");
        }
        Group group = book.get(rows, policy.autoScalingGroupName());
        if (Boolean.TRUE.equals(request.honorCooldown()) && isBusy(group, policy)) {
            throw Faults.scaling("Scaling activity is in progress, or the group is cooling down");
        }
        OptionalDouble beyond =
                request.metricValue() == null || request.breachThreshold() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(request.metricValue() - request.breachThreshold());
        adjust(
                rows,
                group,
                policy,
                beyond,
                "a user request executed policy " + policy.policyName());
        return group.name();
    }

    /**
     * Executes a policy for an alarm. Nothing happens while the group is still scaling or cools
     * down, or where its AlarmNotification is suspended or the policy is disabled.
     *
     * @param arn of the policy
     * @param beyond how far the metric is beyond the threshold
     */
    public void alarmed(String arn, String alarm, String state, OptionalDouble beyond) {
        Consent consent = consent(arn, alarm);
        String group =
                place.transact(
                        rows -> {
                            ScalingPolicy policy = PolicyRows.get(rows, null, arn);
                            Group of = book.get(rows, policy.autoScalingGroupName());
                            String why =
                                    "a monitor alarm %s in state %s triggered policy %s"
                                            .formatted(alarm, state, policy.policyName());
                            if (Boolean.FALSE.equals(policy.enabled())
                                    || of.suspended("AlarmNotification")) {
                                return of.name();
                            }
                            if (policy.policyType().equals(Tracking.TYPE)) {
                                track(rows, of, policy, new Told(alarm, beyond, consent), why);
                            } else if (!isBusy(of, policy)) {
                                adjust(rows, of, policy, beyond, why);
                            }
                            return of.name();
                        });
        wake.accept(group);
    }

    /** What an alarm tells a policy. */
    private record Told(String alarm, OptionalDouble beyond, Consent consent) {}

    /** What the group's other policies that track a target say to its shrinking. */
    private enum Consent {
        /** There are none. */
        ALONE,
        /** They want it to shrink, too, and how far they want is not known. */
        ALL,
        /** One of them needs the machines still. */
        NONE
    }

    /** Asked before the transaction, since CloudWatch is asked. */
    private Consent consent(String arn, String alarm) {
        List<String> others = place.read(rows -> lowAlarmsOfOthers(rows, arn, alarm));
        if (others.isEmpty()) {
            return Consent.ALONE;
        }
        boolean all =
                cloudWatch.describeAlarms(query -> query.alarmNames(others)).metricAlarms().stream()
                        .allMatch(each -> each.stateValue() == StateValue.ALARM);
        return all ? Consent.ALL : Consent.NONE;
    }

    /** None where the alarm isn't one that tells of too little itself. */
    private static List<String> lowAlarmsOfOthers(Snapshot rows, String arn, String alarm) {
        ScalingPolicy policy = PolicyRows.get(rows, null, arn);
        if (!policy.policyType().equals(Tracking.TYPE) || new Tracking(policy).isHigh(alarm)) {
            return List.of();
        }
        return PolicyRows.of(rows, policy.autoScalingGroupName()).stream()
                .filter(each -> !each.policyARN().equals(arn))
                .filter(each -> each.policyType().equals(Tracking.TYPE))
                .flatMap(each -> each.alarms().stream())
                .map(Alarm::alarmName)
                .filter(name -> !new Tracking(policy).isHigh(name))
                .toList();
    }

    /** Simple policies wait until the group has come to its capacity and has cooled down. */
    private boolean isBusy(Group group, ScalingPolicy policy) {
        return policy.policyType().equals(Policies.SIMPLE)
                && (!group.memory().cause().isEmpty()
                        || place.now().isBefore(group.memory().cooledAt()));
    }

    private void adjust(
            Transaction rows,
            Group group,
            ScalingPolicy policy,
            OptionalDouble beyond,
            String why) {
        Adjustment adjustment = Adjustment.of(policy, beyond).orElse(null);
        if (adjustment == null) {
            return;
        }
        boolean simple = policy.policyType().equals(Policies.SIMPLE);
        int wanted =
                within(group, adjustment.of(simple ? group.desired() : warm(rows, group, policy)));
        // What still warms up was launched for the same load, and nobody leaves meanwhile.
        if (!simple && wanted < group.desired() && isWarmingUp(rows, group, policy)) {
            return;
        }
        Group cooling = group;
        if (simple && wanted != group.desired()) {
            int cooldown =
                    policy.cooldown() == null ? group.spec().defaultCooldown() : policy.cooldown();
            cooling = group.with(group.memory().cooling(place.now().plusSeconds(cooldown)));
        }
        desire(rows, cooling, wanted, why);
    }

    private void track(Transaction rows, Group group, ScalingPolicy policy, Told told, String why) {
        Tracking tracking = new Tracking(policy);
        if (told.beyond.isEmpty()) {
            return;
        }
        boolean high = tracking.isHigh(told.alarm);
        double value = tracking.threshold(high) + told.beyond.getAsDouble();
        int serving = warm(rows, group, policy);
        if (high) {
            // An empty group has no machines to go by, and asks for its first.
            int wanted =
                    group.desired() == 0 ? 1 : within(group, tracking.capacity(value, serving));
            if (wanted > group.desired()) {
                desire(rows, group, wanted, why);
            }
            return;
        }
        if (told.consent == Consent.NONE
                || isWarmingUp(rows, group, policy)
                || place.now().isBefore(group.memory().steadyAt())) {
            return;
        }
        int asked = tracking.capacity(value, serving);
        int wanted =
                within(
                        group,
                        told.consent == Consent.ALONE
                                ? asked
                                : Math.max(asked, group.desired() - 1));
        if (wanted < group.desired()) {
            Instant steady = place.now().plus(warmup(group, policy));
            desire(rows, group.with(group.memory().steady(steady)), wanted, why);
        }
    }

    private static int within(Group group, int capacity) {
        return Math.clamp(capacity, group.spec().minSize(), group.spec().maxSize());
    }

    private void desire(Transaction rows, Group group, int wanted, String why) {
        if (wanted == group.desired() || group.deleting()) {
            return;
        }
        String cause = Causes.at(place.now(), why) + Causes.changing(group.desired(), wanted);
        book.put(
                rows,
                group.with(group.spec().toBuilder().desiredCapacity(wanted).build())
                        .with(group.memory().because(cause)));
    }

    private static Duration warmup(Group group, ScalingPolicy policy) {
        Integer given =
                policy.estimatedInstanceWarmup() == null
                        ? group.spec().defaultInstanceWarmup()
                        : policy.estimatedInstanceWarmup();
        return Duration.ofSeconds(given == null ? group.spec().defaultCooldown() : given);
    }

    /** How many machines have served for long enough to show in the metric. */
    private int warm(Transaction rows, Group group, ScalingPolicy policy) {
        long warm =
                book.members(rows, group.name()).stream()
                        .filter(member -> isWarm(member, group, policy))
                        .count();
        return (int) Math.min(warm, group.desired());
    }

    private boolean isWarm(Member member, Group group, ScalingPolicy policy) {
        return member.phase() == Phase.IN_SERVICE
                && !place.now().isBefore(member.since().plus(warmup(group, policy)));
    }

    /** Whether machines are on their way, or about to be launched. */
    private boolean isWarmingUp(Transaction rows, Group group, ScalingPolicy policy) {
        // Those that come to even out the zones, too: another of them goes when they are there.
        List<Member> there =
                book.members(rows, group.name()).stream()
                        .filter(member -> member.phase().alive())
                        .toList();
        boolean launching =
                there.stream().filter(Member::counts).count() < group.desired()
                        && !place.now().isBefore(group.memory().notBefore());
        return launching || there.stream().anyMatch(member -> !isWarm(member, group, policy));
    }
}
