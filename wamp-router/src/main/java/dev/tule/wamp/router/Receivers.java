package dev.tule.wamp.router;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Publish;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the subscribers get an event: those on none of the lists that exclude, and on every list
 * of those eligible that there is. Immutable.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#pubsub-bw-listing">Subscriber Black-
 *     and Whitelisting</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publisher-exclusion">Publisher
 *     Exclusion</a>
 */
record Receivers(@Nullable Session excluded, @Nullable Lists lists) {
    static final Receivers EVERYBODY = new Receivers(null, null);

    private record Lists(
            Set<Long> excludedSessions,
            Set<String> excludedIds,
            Set<String> excludedRoles,
            @Nullable Set<Long> eligibleSessions,
            @Nullable Set<String> eligibleIds,
            @Nullable Set<String> eligibleRoles) {

        boolean include(Session session) {
            long id = session.id.value();
            String authId = session.principal.id();
            String role = session.principal.role();
            return !excludedSessions.contains(id)
                    && !excludedIds.contains(authId)
                    && !excludedRoles.contains(role)
                    && (eligibleSessions == null || eligibleSessions.contains(id))
                    && (eligibleIds == null || eligibleIds.contains(authId))
                    && (eligibleRoles == null || eligibleRoles.contains(role));
        }
    }

    static Receivers of(Session publisher, Publish publish) {
        Dict options = publish.options();
        Session excluded = publish.excludeMe() ? publisher : null;
        boolean listed =
                options.contains("exclude")
                        || options.contains("exclude_authid")
                        || options.contains("exclude_authrole")
                        || options.contains("eligible")
                        || options.contains("eligible_authid")
                        || options.contains("eligible_authrole");
        return new Receivers(excluded, listed ? lists(options) : null);
    }

    private static Lists lists(Dict options) {
        return new Lists(
                Set.copyOf(options.integers("exclude")),
                Set.copyOf(options.strings("exclude_authid")),
                Set.copyOf(options.strings("exclude_authrole")),
                options.contains("eligible") ? Set.copyOf(options.integers("eligible")) : null,
                options.contains("eligible_authid")
                        ? Set.copyOf(options.strings("eligible_authid"))
                        : null,
                options.contains("eligible_authrole")
                        ? Set.copyOf(options.strings("eligible_authrole"))
                        : null);
    }

    boolean include(Session session) {
        return session != excluded && (lists == null || lists.include(session));
    }
}
