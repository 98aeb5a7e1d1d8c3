package dev.tule.wamp.router;

import dev.tule.wamp.router.history.HistoryRule;
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
 */
public record RoutingConfig(
        Map<String, Integer> trustLevels,
        boolean oneSessionPerAuthId,
        List<HistoryRule> history,
        RetentionLimits retention) {
    public static final RoutingConfig DEFAULT =
            new RoutingConfig(Map.of(), false, List.of(), RetentionLimits.DEFAULT);

    public RoutingConfig {
        trustLevels = Map.copyOf(trustLevels);
        history = List.copyOf(history);
        trustLevels.forEach(
                (role, level) -> {
                    if (level < 0) {
                        throw new IllegalArgumentException(
                                "the trust level of " + role + " is below 0");
                    }
                });
    }

    public RoutingConfig withTrustLevels(Map<String, Integer> changed) {
        return new RoutingConfig(changed, oneSessionPerAuthId, history, retention);
    }

    public RoutingConfig withOneSessionPerAuthId(boolean changed) {
        return new RoutingConfig(trustLevels, changed, history, retention);
    }

    public RoutingConfig withHistory(HistoryRule... changed) {
        return new RoutingConfig(trustLevels, oneSessionPerAuthId, List.of(changed), retention);
    }

    public RoutingConfig withRetention(RetentionLimits changed) {
        return new RoutingConfig(trustLevels, oneSessionPerAuthId, history, changed);
    }

    /**
     * How far a role is trusted; below 0 where nobody is to be told.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#rpc-call-trust-levels">Call Trust
     *     Levels</a>
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#pubsub-pub-trustlevels">Publication
     *     Trust Levels</a>
     */
    int trustLevel(String role) {
        return trustLevels.isEmpty() ? -1 : trustLevels.getOrDefault(role, 0);
    }
}
