package dev.tule.wamp.router.means;

import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.metrics.Statistics;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a router's realms share.
 *
 * @param draws random numbers that need not be secret: {@link Chance#draws}
 * @param background runs what blocks, and what must not happen on the thread that found it due
 */
public record Means(
        RouterLimits limits,
        RandomGenerator draws,
        InstantSource clock,
        Timers timers,
        Executor background,
        Statistics statistics) {}
