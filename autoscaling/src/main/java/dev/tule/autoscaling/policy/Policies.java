package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Scaling policies as they are asked to be. Safe for use by many threads. */
public final class Policies {
    static final String SIMPLE = "SimpleScaling";
    static final String STEP = "StepScaling";
    private static final int MOST = 50;
    private static final int MOST_STEPS = 20;

    private final Book book;
    private final Place place;
    private final CloudWatchClient cloudWatch;
    private final TrackingAlarms alarms;

    public Policies(Book book, CloudWatchClient cloudWatch) {
        this.book = book;
        this.place = book.place();
        this.cloudWatch = cloudWatch;
        this.alarms = new TrackingAlarms(place, cloudWatch);
    }

    /**
     * Lets CloudWatch have the alarms that target-tracking policies name, and no others of theirs.
     */
    public void settle() {
        alarms.settle();
    }

    PutScalingPolicyResponse put(PutScalingPolicyRequest request) {
        String group = request.autoScalingGroupName();
        String type = Objects.requireNonNullElse(request.policyType(), SIMPLE);
        check(request, type);
        Put put =
                place.transact(
                        rows -> {
                            book.get(rows, group);
                            Optional<ScalingPolicy> before =
                                    PolicyRows.find(rows, group, request.policyName());
                            ScalingPolicy policy = policy(request, type, before.orElse(null));
                            PolicyRows.put(rows, policy);
                            alarms.note(rows, policy);
                            if (PolicyRows.of(rows, group).size() > MOST) {
                                throw Faults.limit("A group has at most " + MOST + " policies.");
                            }
                            return new Put(before, policy);
                        });
        try {
            alarms.settle();
        } catch (AwsServiceException refused) {
            takeBack(put);
            throw Faults.invalid(
                    refused.awsErrorDetails() == null
                            ? String.valueOf(refused.getMessage())
                            : refused.awsErrorDetails().errorMessage());
        }
        return PutScalingPolicyResponse.builder()
                .policyARN(put.policy.policyARN())
                .alarms(put.policy.alarms())
                .build();
    }

    /** What was written, and what was there before. */
    private record Put(Optional<ScalingPolicy> before, ScalingPolicy policy) {}

    /** CloudWatch won't have its alarms, such as those on an expression that means nothing. */
    private void takeBack(Put put) {
        place.change(
                rows -> {
                    if (PolicyRows.find(
                                    rows,
                                    put.policy.autoScalingGroupName(),
                                    put.policy.policyName())
                            .filter(put.policy::equals)
                            .isEmpty()) {
                        return;
                    }
                    PolicyRows.delete(rows, put.policy);
                    put.before.ifPresent(
                            before -> {
                                PolicyRows.put(rows, before);
                                alarms.note(rows, before);
                            });
                });
    }

    private String arn(String group, String name) {
        return place.arn(
                "scalingPolicy:%s:autoScalingGroupName/%s:policyName/%s"
                        .formatted(place.newId(), group, name));
    }

    private static void check(PutScalingPolicyRequest request, String type) {
        switch (type) {
            case SIMPLE, STEP -> checkAdjustment(request, type);
            case Tracking.TYPE -> {
                if (request.adjustmentType() != null
                        || request.scalingAdjustment() != null
                        || request.cooldown() != null
                        || !request.stepAdjustments().isEmpty()) {
                    throw Faults.invalid(
                            "Adjustments and cooldowns are not for policies of type TargetTrackingScaling.");
                }
                Tracking.check(request.targetTrackingConfiguration());
            }
            default -> throw Faults.notImplemented("A policy of type " + type);
        }
    }

    private static void checkAdjustment(PutScalingPolicyRequest request, String type) {
        if (request.targetTrackingConfiguration() != null) {
            throw Faults.invalid(
                    "TargetTrackingConfiguration is for policies of type TargetTrackingScaling.");
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

    private ScalingPolicy policy(
            PutScalingPolicyRequest request, String type, @Nullable ScalingPolicy before) {
        Integer magnitude =
                request.minAdjustmentMagnitude() == null
                        ? request.minAdjustmentStep()
                        : request.minAdjustmentMagnitude();
        ScalingPolicy policy =
                ScalingPolicy.builder()
                        .autoScalingGroupName(request.autoScalingGroupName())
                        .policyName(request.policyName())
                        .policyARN(
                                before == null
                                        ? arn(request.autoScalingGroupName(), request.policyName())
                                        : before.policyARN())
                        .policyType(type)
                        .adjustmentType(request.adjustmentType())
                        .minAdjustmentMagnitude(magnitude)
                        .minAdjustmentStep(request.minAdjustmentStep())
                        .scalingAdjustment(request.scalingAdjustment())
                        .cooldown(request.cooldown())
                        .stepAdjustments(request.stepAdjustments())
                        .metricAggregationType(request.metricAggregationType())
                        .estimatedInstanceWarmup(request.estimatedInstanceWarmup())
                        .targetTrackingConfiguration(request.targetTrackingConfiguration())
                        .enabled(!Boolean.FALSE.equals(request.enabled()))
                        .build();
        if (!type.equals(Tracking.TYPE)) {
            return policy;
        }
        List<Alarm> known = before == null ? List.of() : before.alarms();
        String arns =
                "arn:aws:cloudwatch:%s:%s:alarm:"
                        .formatted(place.region(), place.where().account());
        return policy.toBuilder()
                .alarms(new Tracking(policy).alarms(known, place::newId, arns))
                .build();
    }

    DescribePoliciesResponse describe(DescribePoliciesRequest request) {
        String group = request.autoScalingGroupName();
        List<ScalingPolicy> found =
                place
                        .read(
                                rows ->
                                        group == null
                                                ? PolicyRows.all(rows)
                                                : PolicyRows.of(rows, group))
                        .stream()
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
                        found,
                        policy -> policy.autoScalingGroupName() + "/" + policy.policyName(),
                        request.maxRecords(),
                        request.nextToken());
        return DescribePoliciesResponse.builder()
                .scalingPolicies(withAlarms(page.items()))
                .nextToken(page.nextToken())
                .build();
    }

    /** With the alarms that have them as actions. */
    private List<ScalingPolicy> withAlarms(List<ScalingPolicy> policies) {
        if (policies.stream().allMatch(policy -> policy.policyType().equals(Tracking.TYPE))) {
            return policies;
        }
        Map<String, Map<String, Alarm>> byPolicy = new HashMap<>();
        for (MetricAlarm alarm :
                cloudWatch
                        .describeAlarmsPaginator(
                                query -> query.actionPrefix(place.arn("scalingPolicy:")))
                        .metricAlarms()) {
            Alarm named =
                    Alarm.builder().alarmName(alarm.alarmName()).alarmARN(alarm.alarmArn()).build();
            for (List<String> actions :
                    List.of(
                            alarm.alarmActions(),
                            alarm.okActions(),
                            alarm.insufficientDataActions())) {
                actions.forEach(
                        action ->
                                byPolicy.computeIfAbsent(action, _ -> new java.util.TreeMap<>())
                                        .put(alarm.alarmName(), named));
            }
        }
        return policies.stream()
                .map(
                        policy ->
                                policy.policyType().equals(Tracking.TYPE)
                                        ? policy
                                        : policy.toBuilder()
                                                .alarms(
                                                        byPolicy.getOrDefault(
                                                                        policy.policyARN(),
                                                                        Map.of())
                                                                .values())
                                                .build())
                .toList();
    }

    DeletePolicyResponse delete(DeletePolicyRequest request) {
        place.change(
                rows ->
                        PolicyRows.delete(
                                rows,
                                PolicyRows.get(
                                        rows,
                                        request.autoScalingGroupName(),
                                        request.policyName())));
        alarms.settle();
        return DeletePolicyResponse.builder().build();
    }
}
