package dev.tule.wamp.router.broker;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Publish;
import dev.tule.wamp.router.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the subscribers get an event: those on none of the lists that exclude, and on every list
 * of those eligible that there is. Immutable.
 *
 * @param excluded the session that published; 0 where it gets its own event
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscriber-black-and-whitel">Subscriber
 *     Black- and Whitelisting</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publisher-exclusion">Publisher
 *     Exclusion</a>
 */
record Receivers(long excluded, @Nullable Lists lists) {
    static final Receivers EVERYBODY = new Receivers(0, null);

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
        Receivers receivers = of(publish.options());
        return publish.excludeMe()
                ? new Receivers(publisher.id.value(), receivers.lists)
                : receivers;
    }

    /** Those that the options of a publication name. */
    static Receivers of(Dict options) {
        if (options.isEmpty()) {
            return EVERYBODY;
        }
        boolean listed =
                options.contains("exclude")
                        || options.contains("exclude_authid")
                        || options.contains("exclude_authrole")
                        || options.contains("eligible")
                        || options.contains("eligible_authid")
                        || options.contains("eligible_authrole");
        return listed ? new Receivers(0, lists(options)) : EVERYBODY;
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
        return session.id.value() != excluded && (lists == null || lists.include(session));
    }

    /** Whether they are named by session: that means nothing when those sessions are over. */
    boolean areNamedBySession() {
        return lists != null
                && (!lists.excludedSessions.isEmpty() || lists.eligibleSessions != null);
    }

    /** Whether it isn't for everybody but the publisher. */
    boolean areRestricted() {
        return lists != null;
    }

    /** The options of a publication that name them, but for those that name sessions. */
    Map<String, Object> options() {
        if (lists == null) {
            return Map.of();
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("exclude_authid", List.copyOf(lists.excludedIds));
        options.put("exclude_authrole", List.copyOf(lists.excludedRoles));
        if (lists.eligibleIds != null) {
            options.put("eligible_authid", List.copyOf(lists.eligibleIds));
        }
        if (lists.eligibleRoles != null) {
            options.put("eligible_authrole", List.copyOf(lists.eligibleRoles));
        }
        return options;
    }
}
