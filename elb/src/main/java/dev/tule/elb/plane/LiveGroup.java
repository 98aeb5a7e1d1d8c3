package dev.tule.elb.plane;

import dev.tule.elb.target.TargetKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A target group at work. Safe for use by many threads; followed by one. */
final class LiveGroup implements AutoCloseable {
    private final LiveTarget.Surroundings around;
    private final RandomGenerator random;
    private final Map<TargetKey, LiveTarget> targets = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile GroupPlan plan;
    private volatile List<LiveTarget> inOrder = List.of();

    LiveGroup(LiveTarget.Surroundings around, RandomGenerator random, GroupPlan plan) {
        this.around = around;
        this.random = random;
        this.plan = plan;
        follow(plan);
    }

    GroupPlan plan() {
        return plan;
    }

    Collection<LiveTarget> targets() {
        return inOrder;
    }

    Optional<LiveTarget> find(TargetKey key) {
        return Optional.ofNullable(targets.get(key));
    }

    void follow(GroupPlan changed) {
        plan = changed;
        targets.entrySet()
                .removeIf(
                        each -> {
                            boolean gone = !changed.targets().containsKey(each.getKey());
                            if (gone) {
                                each.getValue().close();
                            }
                            return gone;
                        });
        for (TargetKey key : changed.targets().keySet()) {
            LiveTarget known = targets.get(key);
            if (known == null) {
                targets.put(key, new LiveTarget(around, changed, key));
            } else {
                known.follow(changed);
            }
        }
        inOrder = changed.targets().keySet().stream().map(targets::get).toList();
    }

    /** Whether it has targets that are in use. */
    boolean isEmpty() {
        return inOrder.stream().noneMatch(LiveTarget::isOpen);
    }

    /** The target that a client's cookie names, as long as it may be used. */
    Optional<LiveTarget> named(String token) {
        return candidates().stream().filter(each -> each.token().equals(token)).findFirst();
    }

    /** The next target; empty where there is none. */
    Optional<LiveTarget> next() {
        List<LiveTarget> open = candidates();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        if (plan.leastOutstanding()) {
            return Optional.of(leastBusy(open));
        }
        LiveTarget chosen = open.get(0);
        long now = System.nanoTime();
        // A target that starts slowly passes some of its turns on, but not for ever.
        for (int tries = 0; tries <= open.size(); tries++) {
            chosen = open.get(Math.floorMod(turn.getAndIncrement(), open.size()));
            double share = chosen.share(now);
            if (share >= 1 || random.nextDouble() < share) {
                break;
            }
        }
        return Optional.of(chosen);
    }

    /** The next target for a connection from an address; empty where there is none. */
    Optional<LiveTarget> next(String source) {
        if (!(plan.sticking() instanceof GroupPlan.Sticking.BySource)) {
            return next();
        }
        List<LiveTarget> open = candidates();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(open.get(Math.floorMod(source.hashCode(), open.size())));
    }

    private LiveTarget leastBusy(List<LiveTarget> open) {
        int first = Math.floorMod(turn.getAndIncrement(), open.size());
        LiveTarget chosen = open.get(first);
        for (int i = 1; i < open.size(); i++) {
            LiveTarget other = open.get((first + i) % open.size());
            if (other.inFlight() < chosen.inFlight()) {
                chosen = other;
            }
        }
        return chosen;
    }

    /**
     * Those that requests may go to: the healthy ones, and where none is, all ("fail open"). A
     * server that has just started knows of nobody's health, and its clients need not wait.
     */
    private List<LiveTarget> candidates() {
        List<LiveTarget> healthy = new ArrayList<>();
        for (LiveTarget each : inOrder) {
            if (each.isOpen() && each.isHealthy()) {
                healthy.add(each);
            }
        }
        return healthy.isEmpty() ? inOrder.stream().filter(LiveTarget::isOpen).toList() : healthy;
    }

    @Override
    public void close() {
        targets.values().forEach(LiveTarget::close);
    }
}
