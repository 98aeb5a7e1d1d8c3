package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Causes;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Phase;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import dev.tule.autoscaling.resource.Rows;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesResponse;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;

/** Scaling policies: {@code ("policy", group, name)}. Safe for use by many threads. */
public final class Policies {
    static final String SIMPLE = "SimpleScaling";
    private static final String STEP = "StepScaling";
    private static final int MOST = 50;
    private static final int MOST_STEPS = 20;
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws:autoscaling:[a-z0-9-]+:[0-9]+:scalingPolicy:[^:]+:autoScalingGroupName/(.+):policyName/(.+)");
    private static final Rows<ScalingPolicy> ROWS =
            new Rows<>("policy", ScalingPolicy.class, ScalingPolicy::builder);

    private final Book book;
    private final Place place;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public Policies(Book book, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.wake = wake;
    }

    PutScalingPolicyResponse put(PutScalingPolicyRequest request) {
        String group = request.autoScalingGroupName();
        String name = request.policyName();
        String type = Objects.requireNonNullElse(request.policyType(), SIMPLE);
        check(request, type);
        String arn =
                place.transact(
                        rows -> {
                            book.get(rows, group);
                            String known =
                                    ROWS.find(rows, group, name)
                                            .map(ScalingPolicy::policyARN)
                                            .orElseGet(() -> arn(group, name));
                            ROWS.put(rows, policy(request, type, known), group, name);
                            if (ROWS.all(rows, group).size() > MOST) {
                                throw Faults.limit("A group has at most " + MOST + " policies.");
                            }
                            return known;
                        });
        return PutScalingPolicyResponse.builder().policyARN(arn).build();
    }

    private String arn(String group, String name) {
        return place.arn(
                "scalingPolicy:%s:autoScalingGroupName/%s:policyName/%s"
                        .formatted(place.newId(), group, name));
    }

    private static void check(PutScalingPolicyRequest request, String type) {
        if (!type.equals(SIMPLE) && !type.equals(STEP)) {
            throw Faults.notImplemented("A policy of type " + type);
        }
        if (Boolean.FALSE.equals(request.enabled())) {
            throw Faults.notImplemented("A policy that is not enabled");
        }
        if (!List.of("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity")
                .contains(String.valueOf(request.adjustmentType()))) {
            throw Faults.invalid("Invalid AdjustmentType: " + request.adjustmentType());
        }
        if (type.equals(SIMPLE) != (request.scalingAdjustment() != null)) {
            throw Faults.invalid(
                    "ScalingAdjustment is for policies of type SimpleScaling, and required there.");
        }
        if (type.equals(STEP) == request.stepAdjustments().isEmpty()) {
            throw Faults.invalid(
                    "StepAdjustments are for policies of type StepScaling, and required there.");
        }
        if (type.equals(STEP) && request.cooldown() != null) {
            throw Faults.invalid("Cooldown is only supported for policies of type SimpleScaling.");
        }
        if (request.stepAdjustments().size() > MOST_STEPS) {
            throw Faults.limit("A policy has at most " + MOST_STEPS + " steps.");
        }
    }

    private static ScalingPolicy policy(PutScalingPolicyRequest request, String type, String arn) {
        Integer magnitude =
                request.minAdjustmentMagnitude() == null
                        ? request.minAdjustmentStep()
                        : request.minAdjustmentMagnitude();
        return ScalingPolicy.builder()
                .autoScalingGroupName(request.autoScalingGroupName())
                .policyName(request.policyName())
                .policyARN(arn)
                .policyType(type)
                .adjustmentType(request.adjustmentType())
                .minAdjustmentMagnitude(magnitude)
                .scalingAdjustment(request.scalingAdjustment())
                .cooldown(request.cooldown())
                .stepAdjustments(request.stepAdjustments())
                .metricAggregationType(request.metricAggregationType())
                .estimatedInstanceWarmup(request.estimatedInstanceWarmup())
                .enabled(true)
                .build();
    }

    DescribePoliciesResponse describe(DescribePoliciesRequest request) {
        String group = request.autoScalingGroupName();
        List<ScalingPolicy> found =
                place.read(rows -> group == null ? ROWS.all(rows) : ROWS.all(rows, group)).stream()
                        .filter(
                                policy ->
                                        request.policyNames().isEmpty()
                                                || request.policyNames()
                                                        .contains(policy.policyName())
                                                || request.policyNames()
                                                        .contains(policy.policyARN()))
                        .filter(
                                policy ->
                                        request.policyTypes().isEmpty()
                                                || request.policyTypes()
                                                        .contains(policy.policyType()))
                        .toList();
        Listing<ScalingPolicy> page =
                Listing.of(
                        found, ScalingPolicy::policyARN, request.maxRecords(), request.nextToken());
        return DescribePoliciesResponse.builder()
                .scalingPolicies(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeletePolicyResponse delete(DeletePolicyRequest request) {
        place.change(
                rows -> {
                    ScalingPolicy policy =
                            find(rows, request.autoScalingGroupName(), request.policyName());
                    ROWS.delete(rows, policy.autoScalingGroupName(), policy.policyName());
                });
        return DeletePolicyResponse.builder().build();
    }

    /**
     * @param name or ARN; with an ARN the group may be left out
     */
    private static ScalingPolicy find(Transaction rows, @Nullable String group, String name) {
        Matcher arn = ARN.matcher(name);
        boolean named = arn.matches();
        String of = named ? arn.group(1) : group;
        if (of == null) {
            throw Faults.invalid("AutoScalingGroupName is required with the name of a policy.");
        }
        return ROWS.find(rows, of, named ? arn.group(2) : name)
                .filter(policy -> !named || policy.policyARN().equals(name))
                .orElseThrow(() -> Faults.invalid("PolicyName " + name + " not found"));
    }

    ExecutePolicyResponse execute(ExecutePolicyRequest request) {
        String group =
                place.transact(
                        rows -> {
                            ScalingPolicy policy =
                                    find(
                                            rows,
                                            request.autoScalingGroupName(),
                                            request.policyName());
                            Group of = book.get(rows, policy.autoScalingGroupName());
                            if (Boolean.TRUE.equals(request.honorCooldown())
                                    && isBusy(of, policy)) {
                                throw Faults.scaling(
                                        "Scaling activity is in progress, or the group is cooling down");
                            }
                            OptionalDouble beyond =
                                    request.metricValue() == null
                                                    || request.breachThreshold() == null
                                            ? OptionalDouble.empty()
                                            : OptionalDouble.of(
                                                    request.metricValue()
                                                            - request.breachThreshold());
                            scale(
                                    rows,
                                    of,
                                    policy,
                                    beyond,
                                    "a user request executed policy " + policy.policyName());
                            return of.name();
                        });
        wake.accept(group);
        return ExecutePolicyResponse.builder().build();
    }

    /**
     * Executes a policy for an alarm. Nothing happens while the group is still scaling or cools
     * down, or where its AlarmNotification is suspended.
     *
     * @param arn of the policy
     * @param beyond how far the metric is beyond the threshold
     */
    public void alarmed(String arn, String alarm, String state, OptionalDouble beyond) {
        String group =
                place.transact(
                        rows -> {
                            ScalingPolicy policy = find(rows, null, arn);
                            Group of = book.get(rows, policy.autoScalingGroupName());
                            if (!isBusy(of, policy) && !of.suspended("AlarmNotification")) {
                                scale(
                                        rows,
                                        of,
                                        policy,
                                        beyond,
                                        "a monitor alarm %s in state %s triggered policy %s"
                                                .formatted(alarm, state, policy.policyName()));
                            }
                            return of.name();
                        });
        wake.accept(group);
    }

    /** Simple policies wait until the group has come to its capacity and has cooled down. */
    private boolean isBusy(Group group, ScalingPolicy policy) {
        return policy.policyType().equals(SIMPLE)
                && (!group.memory().cause().isEmpty()
                        || place.now().isBefore(group.memory().cooledAt()));
    }

    private void scale(
            Transaction rows,
            Group group,
            ScalingPolicy policy,
            OptionalDouble beyond,
            String why) {
        Adjustment adjustment = Adjustment.of(policy, beyond).orElse(null);
        if (adjustment == null || group.deleting()) {
            return;
        }
        int warming = policy.policyType().equals(SIMPLE) ? 0 : warming(rows, group, policy);
        int asked = adjustment.of(group.desired() - warming);
        int wanted = Math.clamp(asked, group.spec().minSize(), group.spec().maxSize());
        // What still warms up was launched for the same load, and nobody leaves meanwhile.
        if (wanted == group.desired() || (warming > 0 && wanted < group.desired())) {
            return;
        }
        int cooldown =
                policy.cooldown() == null ? group.spec().defaultCooldown() : policy.cooldown();
        Group.Memory memory =
                group.memory()
                        .because(
                                Causes.at(place.now(), why)
                                        + Causes.changing(group.desired(), wanted));
        if (policy.policyType().equals(SIMPLE)) {
            memory = memory.cooling(place.now().plusSeconds(cooldown));
        }
        book.put(
                rows,
                group.with(group.spec().toBuilder().desiredCapacity(wanted).build()).with(memory));
    }

    /** How many machines have not served for long enough to show in the metric. */
    private int warming(Transaction rows, Group group, ScalingPolicy policy) {
        Integer given =
                policy.estimatedInstanceWarmup() == null
                        ? group.spec().defaultInstanceWarmup()
                        : policy.estimatedInstanceWarmup();
        Duration warmup =
                Duration.ofSeconds(given == null ? group.spec().defaultCooldown() : given);
        return (int)
                book.members(rows, group.name()).stream()
                        .filter(Member::counts)
                        .filter(
                                member ->
                                        member.phase() != Phase.IN_SERVICE
                                                || place.now()
                                                        .isBefore(member.since().plus(warmup)))
                        .count();
    }
}
