package dev.tule.wamp.router.broker;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.config.RetentionLimits;
import dev.tule.wamp.router.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The last event of each topic whose publisher wanted it retained: the last that is for everybody,
 * and a few that are for some. Where there are more topics than allowed, those go first whose event
 * is oldest. Guarded by the broker's lock.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-retention">Event
 *     Retention</a>
 */
final class RetainedEvents {
    /** How many events for some are kept of a topic. */
    private static final int RESTRICTED = 8;

    private final RetentionLimits limits;
    private final Map<Uri, List<Retained>> byTopic = new LinkedHashMap<>();
    private long bytes;

    RetainedEvents(RetentionLimits limits) {
        this.limits = limits;
    }

    /**
     * @param sizeBytes what it counts for
     */
    record Retained(Publication publication, int sizeBytes) {}

    /** A topic, and the events that are retained of it now; none where it was dropped. */
    record Changed(Uri topic, List<Retained> events) {}

    /** Retains an event, and tells of the topics whose retained events are others now. */
    List<Changed> retain(Retained event) {
        Uri topic = event.publication.topic();
        List<Changed> changed = new ArrayList<>();
        if (event.sizeBytes > limits.bytes() || limits.topics() == 0) {
            return changed;
        }
        List<Retained> before = remove(topic);
        List<Retained> now = new ArrayList<>();
        if (event.publication.receivers().areRestricted()) {
            before.stream().skip(before.size() > RESTRICTED ? 1 : 0).forEach(now::add);
        }
        now.add(event);
        byTopic.put(topic, now);
        bytes += size(now);
        changed.add(new Changed(topic, List.copyOf(now)));
        while (byTopic.size() > limits.topics() || bytes > limits.bytes()) {
            Uri oldest = byTopic.keySet().iterator().next();
            remove(oldest);
            changed.add(new Changed(oldest, List.of()));
        }
        return changed;
    }

    private List<Retained> remove(Uri topic) {
        List<Retained> removed = byTopic.remove(topic);
        if (removed == null) {
            return List.of();
        }
        bytes -= size(removed);
        return removed;
    }

    private static long size(List<Retained> events) {
        return events.stream().mapToLong(Retained::sizeBytes).sum();
    }

    /** Gives, of each topic that matches, the latest event that the session may get. */
    void match(MatchPolicy match, Uri pattern, Session session, Consumer<Publication> matches) {
        if (match == MatchPolicy.EXACT) {
            latest(byTopic.getOrDefault(pattern, List.of()), session, matches);
            return;
        }
        byTopic.forEach(
                (topic, events) -> {
                    if (match.matches(pattern, topic)) {
                        latest(events, session, matches);
                    }
                });
    }

    private static void latest(
            List<Retained> events, Session session, Consumer<Publication> matches) {
        Publication latest = null;
        for (Retained event : events) {
            latest = event.publication.receivers().include(session) ? event.publication : latest;
        }
        if (latest != null) {
            matches.accept(latest);
        }
    }
}
