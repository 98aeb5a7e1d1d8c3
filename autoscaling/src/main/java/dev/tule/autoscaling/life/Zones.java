package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Group.Site;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Spreads machines over a group's zones, and over the subnets of a zone: each next one goes where
 * the fewest are. For one thread.
 */
final class Zones {
    private final Group group;
    private final Map<String, Integer> byZone = new LinkedHashMap<>();
    private final Map<Site, Integer> bySite = new LinkedHashMap<>();

    /**
     * @param members those that end are left out
     */
    Zones(Group group, List<Member> members) {
        this.group = group;
        for (Site site : group.sites()) {
            byZone.put(site.zone(), 0);
            bySite.put(site, 0);
        }
        for (Member member : members) {
            if (member.phase().alive() || member.phase().warmed()) {
                byZone.computeIfPresent(member.zone(), (_, number) -> number + 1);
                bySite.computeIfPresent(
                        new Site(member.zone(), member.subnet()), (_, number) -> number + 1);
            }
        }
    }

    /** Where the next goes: not where a launch has just failed, if there is another zone. */
    Site next() {
        String failed = group.memory().failedZone();
        boolean others = byZone.keySet().stream().anyMatch(zone -> !zone.equals(failed));
        return next(site -> !others || !site.zone().equals(failed));
    }

    /** Where the fewest are: zones are evened out there or not at all, however often it failed. */
    Site emptiest() {
        return next(_ -> true);
    }

    private Site next(Predicate<Site> eligible) {
        Site best =
                group.sites().stream()
                        .filter(eligible)
                        .min(Comparator.comparingLong(this::rank))
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "group " + group.name() + " has no zones"));
        byZone.merge(best.zone(), 1, Integer::sum);
        bySite.merge(best, 1, Integer::sum);
        return best;
    }

    /** By zone first, then by subnet within it. */
    private long rank(Site site) {
        return ((long) byZone.getOrDefault(site.zone(), 0) << 32) + bySite.getOrDefault(site, 0);
    }

    /** Whether one zone has at least two more than another. */
    boolean uneven() {
        int most = byZone.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int least = byZone.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        return most - least > 1;
    }
}
