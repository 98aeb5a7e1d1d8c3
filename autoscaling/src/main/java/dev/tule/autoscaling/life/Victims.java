package dev.tule.autoscaling.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses who leaves when a group shrinks (User Guide, "Configure termination policies"): those
 * whose machines aren't asked for yet, then the zone with the most, then the policies in their
 * order. For one thread.
 */
final class Victims {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Group group;
    private final List<Member> left;
    private final Instant now;

    Victims(Group group, List<Member> counted, Instant now) {
        this.group = group;
        this.left = new ArrayList<>(counted);
        this.now = now;
    }

    /** So many, or fewer where the others are protected. */
    List<Member> choose(int number) {
        List<Member> victims = new ArrayList<>();
        while (victims.size() < number) {
            List<Member> candidates = candidates();
            if (candidates.isEmpty()) {
                return victims;
            }
            Member victim = candidates.stream().min(order(candidates)).orElseThrow();
            left.remove(victim);
            victims.add(victim);
        }
        return victims;
    }

    /** Whether somebody may go from the zone with the most of all. */
    boolean evensOut() {
        Map<String, Integer> zones = zones();
        int most = zones.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return left.stream()
                .anyMatch(
                        member ->
                                !member.guarded() && zones.getOrDefault(member.zone(), 0) == most);
    }

    private Map<String, Integer> zones() {
        Map<String, Integer> zones = new HashMap<>();
        left.forEach(member -> zones.merge(member.zone(), 1, Integer::sum));
        return zones;
    }

    private List<Member> candidates() {
        List<Member> unguarded = left.stream().filter(member -> !member.guarded()).toList();
        List<Member> planned =
                unguarded.stream().filter(member -> member.phase() == Phase.PLANNED).toList();
        if (!planned.isEmpty()) {
            return planned;
        }
        Map<String, Integer> zones = zones();
        int most =
                unguarded.stream()
                        .mapToInt(member -> zones.getOrDefault(member.zone(), 0))
                        .max()
                        .orElse(0);
        return unguarded.stream()
                .filter(member -> zones.getOrDefault(member.zone(), 0) == most)
                .toList();
    }

    private Comparator<Member> order(List<Member> candidates) {
        Comparator<Member> order = Comparator.comparingInt(_ -> 0);
        for (String policy : group.spec().terminationPolicies()) {
            order = order.thenComparing(policy(policy, candidates));
        }
        return order.thenComparing(Member::token);
    }

    private Comparator<Member> policy(String policy, List<Member> candidates) {
        return switch (policy) {
            case "OldestInstance" -> Comparator.comparing(Member::token);
            case "NewestInstance" -> Comparator.comparing(Member::token).reversed();
            case "OldestLaunchConfiguration", "OldestLaunchTemplate" -> outdatedFirst(candidates);
            case "ClosestToNextInstanceHour" -> Comparator.comparing(this::toNextHour);
            case "Default" ->
                    outdatedFirst(candidates).thenComparing(Comparator.comparing(this::toNextHour));
            // AllocationStrategy: there are neither spot prices nor weights.
            default -> Comparator.comparingInt(_ -> 0);
        };
    }

    /**
     * Those that weren't launched from what the group launches from now, and of templates the
     * lowest version.
     */
    private Comparator<Member> outdatedFirst(List<Member> candidates) {
        Set<String> current =
                Set.of(
                        String.valueOf(group.spec().launchConfigurationName()),
                        group.spec().launchTemplate() == null
                                ? ""
                                : group.spec().launchTemplate().launchTemplateId());
        boolean mixed = candidates.stream().map(Member::source).distinct().count() > 1;
        return Comparator.comparingLong(
                member -> {
                    Member.Source source = member.source();
                    String from =
                            source.configuration().isEmpty()
                                    ? source.templateId()
                                    : source.configuration();
                    if (!mixed) {
                        return 0;
                    }
                    return current.contains(from)
                            ? 1
                                    + (source.version().isEmpty()
                                            ? 0
                                            : Long.parseLong(source.version()))
                            : 0;
                });
    }

    private Duration toNextHour(Member member) {
        long into = Duration.between(member.since(), now).toMillis() % HOUR.toMillis();
        return HOUR.minusMillis(into);
    }
}
