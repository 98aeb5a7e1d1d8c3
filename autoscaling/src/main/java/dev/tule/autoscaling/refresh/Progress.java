package dev.tule.autoscaling.refresh;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.RefreshPreferences;
import software.amazon.awssdk.services.autoscaling.model.ScaleInProtectedInstances;
import software.amazon.awssdk.services.autoscaling.model.StandbyInstances;

/**
 * How far a refresh has come, and who may go next, worked out of rows and the time. Immutable; for
 * one thread.
 */
final class Progress {
    private static final int PERCENT = 100;

    private final Refresh refresh;
    private final Group group;
    private final List<Member> left;
    private final int missing;

    Progress(Refresh refresh, Group group, List<Member> members, Instant now) {
        this.refresh = refresh;
        this.group = group;
        Set<String> old = new HashSet<>(refresh.old());
        this.left =
                members.stream()
                        .filter(member -> old.contains(member.token()))
                        .filter(member -> !member.phase().ending())
                        .toList();
        Duration warmup = Duration.ofSeconds(preferences().instanceWarmup());
        long serving =
                members.stream()
                        .filter(member -> member.phase() == Phase.IN_SERVICE && member.healthy())
                        .filter(
                                member ->
                                        old.contains(member.token())
                                                || !now.isBefore(member.since().plus(warmup)))
                        .count();
        this.missing = (int) Math.max(0, group.desired() - serving);
    }

    private RefreshPreferences preferences() {
        return refresh.told().preferences();
    }

    /** How many have gone; not all of them are replaced yet. */
    private int gone() {
        return refresh.total() - left.size();
    }

    int percent() {
        int done = Math.max(0, gone() - missing);
        return refresh.total() == 0 ? PERCENT : PERCENT * done / refresh.total();
    }

    int toGo() {
        return left.size();
    }

    /** At which part of all it pauses next, in percent. */
    int limit() {
        List<Integer> checkpoints = preferences().checkpointPercentages();
        return refresh.checkpoint() < checkpoints.size()
                ? checkpoints.get(refresh.checkpoint())
                : PERCENT;
    }

    boolean isAtCheckpoint() {
        return limit() < PERCENT && percent() >= limit();
    }

    /** The last checkpoint is the end, even where it isn't all. */
    boolean isDone() {
        List<Integer> checkpoints = preferences().checkpointPercentages();
        boolean beyond = !checkpoints.isEmpty() && refresh.checkpoint() >= checkpoints.size();
        return missing == 0 && (left.isEmpty() || beyond);
    }

    /**
     * Those that may go now: so many that enough serve still, but one where all are to serve; and
     * no more than the next checkpoint lets go.
     */
    List<Member> next() {
        int least =
                (int)
                        Math.ceil(
                                group.desired()
                                        * (double) preferences().minHealthyPercentage()
                                        / PERCENT);
        int atOnce = Math.max(1, group.desired() - least);
        int most = (int) Math.ceil(refresh.total() * (double) limit() / PERCENT);
        int room = Math.min(atOnce - missing, most - gone());
        return left.stream().filter(this::mayGo).limit(Math.max(0, room)).toList();
    }

    private boolean mayGo(Member member) {
        if (member.guarded()
                && preferences().scaleInProtectedInstances() != ScaleInProtectedInstances.REFRESH) {
            return false;
        }
        return switch (member.phase()) {
            case IN_SERVICE -> true;
            case STANDBY -> preferences().standbyInstances() == StandbyInstances.TERMINATE;
            default -> false;
        };
    }
}
