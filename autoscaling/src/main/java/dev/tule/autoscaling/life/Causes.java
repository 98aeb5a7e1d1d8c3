package dev.tule.autoscaling.life;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Why activities take place, in Auto Scaling's sentences. */
public final class Causes {
    private Causes() {}

    /** A sentence of something that happened at a time. */
    public static String at(Instant when, String what) {
        return "At " + when.truncatedTo(ChronoUnit.SECONDS) + " " + what;
    }

    /** How the desired capacity was changed, to follow what changed it. */
    public static String changing(int before, int after) {
        return " changing the desired capacity from %d to %d.".formatted(before, after);
    }

    static String started(Group group, Instant now, int before) {
        String cause = group.memory().cause();
        if (cause.isEmpty()) {
            return at(
                    now,
                    "an instance was launched in response to an unhealthy instance needing to be replaced.");
        }
        return cause
                + "  "
                + at(
                        now,
                        "an instance was started in response to a difference between desired and actual capacity, increasing the capacity from %d to %d."
                                .formatted(before, before + 1));
    }

    static String shrunk(Group group, Instant now, int before, String instance) {
        String cause = group.memory().cause();
        return (cause.isEmpty() ? "" : cause + "  ")
                + at(
                        now,
                        "an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from %d to %d."
                                .formatted(before, before - 1))
                + "  "
                + at(now, "instance " + instance + " was selected for termination.");
    }

    static String outOfService(Instant now, String why) {
        return at(now, "an instance was taken out of service in response to " + why);
    }

    static String prepared(Instant now) {
        return at(
                now,
                "an instance was started in response to a difference between desired and actual capacity of the warm pool.");
    }

    static String tooManyWarm(Instant now) {
        return at(
                now,
                "an instance was taken out of the warm pool in response to a difference between its desired and actual capacity.");
    }

    static String rebalancing(Instant now) {
        return at(
                now,
                "an instance was launched to balance the instances of the group over its Availability Zones.");
    }
}
