package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Maintenance;
import dev.tule.autoscaling.resource.Faults;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.InstanceMaintenancePolicy;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/** What a group may be asked to be, and what is refused. */
final class Specification {
    static final Set<String> TERMINATION_POLICIES =
            Set.of(
                    "Default",
                    "OldestInstance",
                    "NewestInstance",
                    "OldestLaunchConfiguration",
                    "OldestLaunchTemplate",
                    "ClosestToNextInstanceHour",
                    "AllocationStrategy");

    private Specification() {}

    /** Refuses what isn't there, by name. */
    static void refuse(CreateAutoScalingGroupRequest request) {
        refuseIf(request.mixedInstancesPolicy() != null, "MixedInstancesPolicy");
        refuseIf(request.instanceId() != null, "InstanceId of a group");
        refuseIf(given(request.placementGroup()), "PlacementGroup");
        refuseIf(Boolean.TRUE.equals(request.capacityRebalance()), "CapacityRebalance");
        refuseIf(positive(request.maxInstanceLifetime()), "MaxInstanceLifetime");
        refuseUnits(request.desiredCapacityType());
    }

    /** Refuses what isn't there, by name. */
    static void refuse(UpdateAutoScalingGroupRequest request) {
        refuseIf(request.mixedInstancesPolicy() != null, "MixedInstancesPolicy");
        refuseIf(given(request.placementGroup()), "PlacementGroup");
        refuseIf(Boolean.TRUE.equals(request.capacityRebalance()), "CapacityRebalance");
        refuseIf(positive(request.maxInstanceLifetime()), "MaxInstanceLifetime");
        refuseUnits(request.desiredCapacityType());
    }

    private static void refuseUnits(@Nullable String type) {
        refuseIf(given(type) && !"units".equals(type), "DesiredCapacityType " + type);
    }

    private static void refuseIf(boolean asked, String what) {
        if (asked) {
            throw Faults.notImplemented(what);
        }
    }

    private static boolean positive(@Nullable Integer number) {
        return number != null && number > 0;
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    /** A group's maintenance policy, as it is kept: none where it was given to be cleared. */
    static @Nullable InstanceMaintenancePolicy maintenance(
            @Nullable InstanceMaintenancePolicy asked) {
        if (asked == null) {
            return null;
        }
        Integer least = asked.minHealthyPercentage();
        Integer most = asked.maxHealthyPercentage();
        if (least == null || most == null || (least < 0) != (most < 0)) {
            throw Faults.invalid(
                    "MinHealthyPercentage and MaxHealthyPercentage must be specified together.");
        }
        if (least < 0) {
            return null;
        }
        var _ = Maintenance.checked(least, most);
        return asked;
    }

    /** Passes a group whose sizes and settings go together. */
    static AutoScalingGroup check(AutoScalingGroup group) {
        int min = group.minSize();
        int max = group.maxSize();
        int desired = group.desiredCapacity();
        if (min < 0 || max < 0) {
            throw Faults.invalid("Sizes of a group must not be negative");
        }
        if (min > max) {
            throw Faults.invalid(
                    "Max bound, %d, must be greater than or equal to min bound, %d"
                            .formatted(max, min));
        }
        if (desired < min) {
            throw Faults.invalid(
                    "Desired capacity:%d must be between the specified min size:%d and max size:%d"
                            .formatted(desired, min, max));
        }
        if (desired > max) {
            throw Faults.invalid(
                    "Desired capacity:%d must be between the specified min size:%d and max size:%d"
                            .formatted(desired, min, max));
        }
        if (group.defaultCooldown() < 0 || group.healthCheckGracePeriod() < 0) {
            throw Faults.invalid("Durations of a group must not be negative");
        }
        if (!List.of("EC2", "ELB").contains(group.healthCheckType())) {
            throw Faults.invalid("Invalid HealthCheckType " + group.healthCheckType());
        }
        for (String policy : group.terminationPolicies()) {
            if (!TERMINATION_POLICIES.contains(policy)) {
                throw Faults.invalid("Unknown termination policy: " + policy);
            }
        }
        if (given(group.launchConfigurationName()) == (group.launchTemplate() != null)) {
            throw Faults.invalid(
                    "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.");
        }
        return group;
    }
}
