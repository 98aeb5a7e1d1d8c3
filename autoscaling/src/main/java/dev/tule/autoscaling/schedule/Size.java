package dev.tule.autoscaling.schedule;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Faults;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/** The sizes of a group. Immutable. */
record Size(int min, int max, int desired) {
    static Size of(Group group) {
        return new Size(group.spec().minSize(), group.spec().maxSize(), group.desired());
    }

    /** As an action changes them; a capacity that isn't named stays, within its bounds. */
    Size changed(ScheduledUpdateGroupAction action) {
        int newMin = or(action.minSize(), min);
        int newMax = or(action.maxSize(), max);
        if (newMin < 0 || newMin > newMax) {
            throw Faults.invalid(
                    "Max bound, %d, must be greater than or equal to min bound, %d"
                            .formatted(newMax, newMin));
        }
        int newDesired = or(action.desiredCapacity(), Math.clamp(desired, newMin, newMax));
        if (newDesired < newMin || newDesired > newMax) {
            throw Faults.invalid(
                    "Desired capacity:%d must be between the specified min size:%d and max size:%d"
                            .formatted(newDesired, newMin, newMax));
        }
        return new Size(newMin, newMax, newDesired);
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
