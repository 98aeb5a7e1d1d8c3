package dev.tule.autoscaling;

import dev.tule.autoscaling.life.Balancers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Load balancers in memory: targets are drained for a while. For one thread. */
final class FakeBalancers implements Balancers {
    private static final Duration DRAINING = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Chaos chaos;
    private final Map<Target, Map<String, Registered>> targets = new HashMap<>();

    /** Machines that fail every balancer's checks. */
    final Set<String> failing = new TreeSet<>();

    /** Machines that were ended before they were drained, or not taken out at all. */
    final Set<String> cutOff = new TreeSet<>();

    /**
     * A registered machine.
     *
     * @param until when it is drained; {@link Instant#MAX} while it takes part
     */
    private record Registered(Instant until) {}

    FakeBalancers(InstantSource clock, Chaos chaos) {
        this.clock = clock;
        this.chaos = chaos;
    }

    void create(Target target) {
        targets.put(target, new HashMap<>());
    }

    private Map<String, Registered> registered(Target target) {
        return Objects.requireNonNull(targets.get(target));
    }

    /** Those that requests go to. */
    Set<String> serving(Target target) {
        return registered(target).entrySet().stream()
                .filter(each -> each.getValue().until.equals(Instant.MAX))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A machine is being ended by Auto Scaling. */
    void ending(String instance) {
        for (Map<String, Registered> there : targets.values()) {
            Registered registered = there.get(instance);
            if (registered != null && registered.until.isAfter(clock.instant())) {
                cutOff.add(instance);
            }
        }
    }

    @Override
    public boolean exists(Target target) {
        return targets.containsKey(target);
    }

    @Override
    public void register(Target target, String instance) {
        chaos.step("before a registration");
        registered(target).put(instance, new Registered(Instant.MAX));
        chaos.step("after a registration");
    }

    @Override
    public void deregister(Target target, String instance) {
        chaos.step("before a deregistration");
        Instant until = clock.instant().plus(DRAINING);
        if (targets.containsKey(target)) {
            targets.get(target)
                    .computeIfPresent(
                            instance,
                            (_, there) ->
                                    there.until.equals(Instant.MAX)
                                            ? new Registered(until)
                                            : there);
        }
        chaos.step("after a deregistration");
    }

    @Override
    public Map<String, Health> health(Target target) {
        chaos.step("before a balancer is looked at");
        Map<String, Health> health = new HashMap<>();
        Map<String, Registered> there = targets.getOrDefault(target, Map.of());
        there.entrySet().removeIf(each -> !each.getValue().until.isAfter(clock.instant()));
        there.forEach(
                (id, each) ->
                        health.put(
                                id,
                                !each.until.equals(Instant.MAX)
                                        ? Health.DRAINING
                                        : failing.contains(id)
                                                ? Health.UNHEALTHY
                                                : Health.HEALTHY));
        return health;
    }
}
