package dev.tule.wamp.router.config;

import dev.tule.wamp.router.history.HistoryRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a realm routes.
 *
 * @param trustLevels how far roles are trusted, from 0; callees and subscribers are told. Empty,
 *     the default, where they are not; roles that are not named have 0
 * @param oneSessionPerAuthId whether a new session ends those that its principal has on the realm,
 *     so that a device that lost its connection takes its place again. Anonymous sessions are left
 *     alone. Default false
 * @param history the topics whose events are kept, which needs a store; default none
 * @param retention what is retained of events whose publisher wants it
 * @param slowConsumerPatience how long publishers are held for one that reads too slowly; default
 *     10 seconds
 */
public record RoutingConfig(
        Map<String, Integer> trustLevels,
        boolean oneSessionPerAuthId,
        List<HistoryRule> history,
        RetentionLimits retention,
        Duration slowConsumerPatience) {
    public static final RoutingConfig DEFAULT =
            new RoutingConfig(
                    Map.of(), false, List.of(), RetentionLimits.DEFAULT, Duration.ofSeconds(10));

    public RoutingConfig {
        trustLevels = Map.copyOf(trustLevels);
        history = List.copyOf(history);
        if (!slowConsumerPatience.isPositive()) {
            throw new IllegalArgumentException("patience is above zero");
        }
        trustLevels.forEach(
                (role, level) -> {
                    if (level < 0) {
                        throw new IllegalArgumentException(
                                "the trust level of " + role + " is below 0");
                    }
                });
    }

    public RoutingConfig withTrustLevels(Map<String, Integer> changed) {
        return new RoutingConfig(
                changed, oneSessionPerAuthId, history, retention, slowConsumerPatience);
    }

    public RoutingConfig withOneSessionPerAuthId(boolean changed) {
        return new RoutingConfig(trustLevels, changed, history, retention, slowConsumerPatience);
    }

    public RoutingConfig withHistory(HistoryRule... changed) {
        return new RoutingConfig(
                trustLevels,
                oneSessionPerAuthId,
                List.of(changed),
                retention,
                slowConsumerPatience);
    }

    public RoutingConfig withRetention(RetentionLimits changed) {
        return new RoutingConfig(
                trustLevels, oneSessionPerAuthId, history, changed, slowConsumerPatience);
    }

    public RoutingConfig withSlowConsumerPatience(Duration changed) {
        return new RoutingConfig(trustLevels, oneSessionPerAuthId, history, retention, changed);
    }

    /**
     * How far a role is trusted; below 0 where nobody is to be told.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-trust-levels">Call Trust
     *     Levels</a>
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-publication-trust-levels">Publication
     *     Trust Levels</a>
     */
    public int trustLevel(String role) {
        return trustLevels.isEmpty() ? -1 : trustLevels.getOrDefault(role, 0);
    }
}
