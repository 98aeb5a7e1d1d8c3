package dev.tule.autoscaling.refresh;

import dev.tule.autoscaling.configuration.LaunchRequests;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Maintenance;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Phase;
import dev.tule.autoscaling.refresh.Refresh.Launched;
import dev.tule.autoscaling.resource.Faults;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.RefreshPreferences;
import software.amazon.awssdk.services.autoscaling.model.ScaleInProtectedInstances;
import software.amazon.awssdk.services.autoscaling.model.StandbyInstances;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;

/** How a refresh is to go about it: what is usual, and what is refused. Without state. */
final class Preferences {
    private static final Maintenance USUAL = new Maintenance(90, 100);
    private static final int HOUR_SECONDS = 3_600;
    private static final int MOST_DELAY = 172_800;
    private static final int PERCENT = 100;

    private Preferences() {}

    /** Refuses what isn't there, by name. */
    static void refuse(StartInstanceRefreshRequest request) {
        if (request.strategy() != null && !"Rolling".equals(request.strategyAsString())) {
            throw Faults.notImplemented("An instance refresh by " + request.strategyAsString());
        }
        if (request.desiredConfiguration() != null
                && request.desiredConfiguration().mixedInstancesPolicy() != null) {
            throw Faults.notImplemented("MixedInstancesPolicy");
        }
        RefreshPreferences asked = request.preferences();
        if (asked == null) {
            return;
        }
        if (asked.alarmSpecification() != null && !asked.alarmSpecification().alarms().isEmpty()) {
            throw Faults.notImplemented("AlarmSpecification of an instance refresh");
        }
    }

    /** A version of a template, by its number where it was named by one. */
    static Launched launching(LaunchTemplateSpecification wanted, LaunchRequests launches) {
        Member.Source source = launches.source(wanted);
        return new Launched(
                "",
                source.templateId(),
                source.template(),
                Objects.requireNonNullElse(wanted.version(), "$Default"));
    }

    /**
     * What was asked for, and what is usual beside it.
     *
     * @param before what the group launched from before, if that changes
     */
    static RefreshPreferences of(@Nullable RefreshPreferences given, Group group, Launched before) {
        RefreshPreferences asked = given == null ? RefreshPreferences.builder().build() : given;
        Maintenance bounds = bounds(asked, group);
        checkCheckpoints(asked.checkpointPercentages());
        int delay = or(asked.checkpointDelay(), HOUR_SECONDS);
        int bake = or(asked.bakeTime(), 0);
        if (delay < 0 || delay > MOST_DELAY || bake < 0 || bake > MOST_DELAY) {
            throw Faults.invalid("CheckpointDelay and BakeTime must be between 0 and 172800.");
        }
        boolean auto = Boolean.TRUE.equals(asked.autoRollback());
        if (auto && !before.isFixed()) {
            throw Faults.invalid(
                    "AutoRollback needs a desired configuration, and a group that launches from neither $Latest nor $Default.");
        }
        Integer grace = group.spec().healthCheckGracePeriod();
        Integer usualWarmup =
                group.spec().defaultInstanceWarmup() == null
                        ? grace
                        : group.spec().defaultInstanceWarmup();
        return asked.toBuilder()
                .minHealthyPercentage(bounds.leastPercent())
                .maxHealthyPercentage(bounds.mostPercent())
                .instanceWarmup(or(asked.instanceWarmup(), or(usualWarmup, 0)))
                .checkpointDelay(delay)
                .bakeTime(bake)
                .skipMatching(Boolean.TRUE.equals(asked.skipMatching()))
                .autoRollback(auto)
                .scaleInProtectedInstances(
                        asked.scaleInProtectedInstances() == null
                                ? ScaleInProtectedInstances.WAIT
                                : asked.scaleInProtectedInstances())
                .standbyInstances(
                        asked.standbyInstances() == null
                                ? StandbyInstances.WAIT
                                : asked.standbyInstances())
                .build();
    }

    /** What isn't asked for is as in the group's maintenance policy. */
    private static Maintenance bounds(RefreshPreferences asked, Group group) {
        if (asked.maxHealthyPercentage() != null && asked.minHealthyPercentage() == null) {
            throw Faults.invalid(
                    "If you specify MaxHealthyPercentage, you must also specify MinHealthyPercentage.");
        }
        Maintenance usual = Maintenance.of(group.spec()).orElse(USUAL);
        return asked.minHealthyPercentage() == null
                ? usual
                : Maintenance.checked(
                        asked.minHealthyPercentage(), or(asked.maxHealthyPercentage(), PERCENT));
    }

    private static void checkCheckpoints(List<Integer> percentages) {
        int before = 0;
        for (int each : percentages) {
            if (each <= before || each > PERCENT) {
                throw Faults.invalid(
                        "CheckpointPercentages must ascend, from 1 at least to 100 at most.");
            }
            before = each;
        }
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    /** Whether a member is to be replaced at all. */
    static boolean concerns(RefreshPreferences preferences, Member member) {
        boolean spared =
                member.guarded()
                        && preferences.scaleInProtectedInstances()
                                == ScaleInProtectedInstances.IGNORE;
        boolean aside =
                member.phase() == Phase.STANDBY
                        && preferences.standbyInstances() == StandbyInstances.IGNORE;
        return !spared && !aside;
    }
}
