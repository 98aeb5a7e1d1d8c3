package dev.tule.autoscaling.refresh;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Maintenance;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Maintenance bounds;
    private final List<Member> left;
    private final List<Member> yielding;
    private final int serving;
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
        this.bounds =
                new Maintenance(
                        preferences().minHealthyPercentage(), preferences().maxHealthyPercentage());
        this.yielding =
                members.stream().filter(member -> member.phase() == Phase.OUTGOING).toList();
        Duration warmup = Duration.ofSeconds(preferences().instanceWarmup());
        this.serving =
                (int)
                        members.stream()
                                .filter(member -> member.phase().serves() && member.healthy())
                                .filter(
                                        member ->
                                                old.contains(member.token())
                                                        || !now.isBefore(
                                                                member.since().plus(warmup)))
                                .count();
        this.missing = Math.max(0, group.desired() - serving);
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

    /** Those that serve until another is in service in their place, and whose others are. */
    List<Member> relieved() {
        return yielding.stream()
                .filter(Member::healthy)
                .limit(Math.max(0, serving - group.desired()))
                .toList();
    }

    /** Those that others may be launched for now, before they go. */
    List<Member> yieldingNext() {
        int room = Math.min(bounds.spare(group.desired()) - yielding.size(), room());
        return left.stream()
                .filter(this::mayGo)
                .filter(member -> member.phase() == Phase.IN_SERVICE)
                .limit(Math.max(0, room))
                .toList();
    }

    /**
     * Those that may go now: so many that enough serve still, and those that don't serve.
     *
     * @param besides whom others are to be launched for now
     */
    List<Member> next(List<Member> besides) {
        int atOnce = group.desired() - bounds.least(group.desired());
        int spared = bounds.spare(group.desired()) == 0 ? Math.max(1, atOnce) : atOnce;
        int serve = spared - missing;
        int most = room() - besides.size();
        List<Member> next = new ArrayList<>();
        for (Member member : left) {
            boolean fits = member.phase() == Phase.STANDBY || serve > 0;
            if (fits && next.size() < most && mayGo(member) && !besides.contains(member)) {
                next.add(member);
                serve -= member.phase() == Phase.STANDBY ? 0 : 1;
            }
        }
        return next;
    }

    /** How many more the next checkpoint lets go. */
    private int room() {
        int most = (int) Math.ceil(refresh.total() * (double) limit() / PERCENT);
        return most - gone() - yielding.size();
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
