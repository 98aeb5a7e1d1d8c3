package dev.tule.autoscaling.life;

import dev.tule.autoscaling.resource.Faults;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceMaintenancePolicy;

/**
 * Between which sizes a group stays while machines are replaced (User Guide, "Instance maintenance
 * policies").
 *
 * @param leastPercent of the desired capacity that serve, from 0 to 100
 * @param mostPercent of the desired capacity that are there, from 100 to 200
 */
public record Maintenance(int leastPercent, int mostPercent) {
    private static final double PERCENT = 100;

    /** Refuses percentages between which no group can stay. */
    public static Maintenance checked(int least, int most) {
        if (least < 0 || least > 100) {
            throw Faults.invalid("MinHealthyPercentage must be between 0 and 100.");
        }
        if (most < 100 || most > 200) {
            throw Faults.invalid("MaxHealthyPercentage must be between 100 and 200.");
        }
        if (most - least > 100) {
            throw Faults.invalid(
                    "The difference between MaxHealthyPercentage and MinHealthyPercentage must not be greater than 100.");
        }
        return new Maintenance(least, most);
    }

    /** A group's; empty where it has none. */
    public static Optional<Maintenance> of(AutoScalingGroup spec) {
        InstanceMaintenancePolicy policy = spec.instanceMaintenancePolicy();
        return policy == null
                ? Optional.empty()
                : Optional.of(
                        new Maintenance(
                                policy.minHealthyPercentage(), policy.maxHealthyPercentage()));
    }

    /** How many others may be launched before those that they replace are ended. */
    public int spare(int desired) {
        return (int) Math.ceil(desired * mostPercent / PERCENT) - desired;
    }

    /** How many have to serve: one less than all, where nobody could be replaced otherwise. */
    public int least(int desired) {
        int least = (int) Math.ceil(desired * leastPercent / PERCENT);
        return spare(desired) == 0 ? Math.max(0, Math.min(least, desired - 1)) : least;
    }
}
