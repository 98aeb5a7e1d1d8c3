package dev.tule.wamp.router.history;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import java.time.Duration;

/**
 * Topics whose events are kept, and how many of them. The oldest go first.
 *
 * @param topic the topic or pattern
 * @param match how topics are compared with it
 * @param events how many are kept, from 1; default 10,000
 * @param bytes how long those may be together, from {@link #EVENT_BYTES}; default 64 MiB
 * @param age how long an event is kept; default 30 days
 */
public record HistoryRule(Uri topic, MatchPolicy match, int events, long bytes, Duration age) {
    /** The longest event that is kept, its topic and options included: 512 KiB. */
    public static final int EVENT_BYTES = 512 << 10;

    public HistoryRule {
        if (events < 1 || bytes < EVENT_BYTES || !age.isPositive()) {
            throw new IllegalArgumentException(
                    "a history keeps at least one event, %d bytes and some time"
                            .formatted(EVENT_BYTES));
        }
    }

    public static HistoryRule of(MatchPolicy match, String topic) {
        return new HistoryRule(Uri.of(topic), match, 10_000, 64L << 20, Duration.ofDays(30));
    }

    public HistoryRule withLimits(int changedEvents, long changedBytes, Duration changedAge) {
        return new HistoryRule(topic, match, changedEvents, changedBytes, changedAge);
    }

    /** Whether an event of that topic is kept. */
    public boolean keeps(Uri published) {
        return match.matches(topic, published);
    }

    /** Whether every topic that matches a subscription matches this too. */
    public boolean covers(MatchPolicy subscribed, Uri pattern) {
        if (match == subscribed && topic.equals(pattern)) {
            return true;
        }
        return switch (match) {
            case EXACT -> false;
            case PREFIX -> beginning(subscribed, pattern.value()).startsWith(topic.value());
            case WILDCARD ->
                    subscribed != MatchPolicy.PREFIX
                            && MatchPolicy.WILDCARD.matches(topic, pattern);
        };
    }

    /** What all topics that match begin with. */
    private static String beginning(MatchPolicy match, String pattern) {
        if (match != MatchPolicy.WILDCARD) {
            return pattern;
        }
        String[] components = pattern.split("\\.", -1);
        StringBuilder beginning = new StringBuilder();
        for (int i = 0; i < components.length && !components[i].isEmpty(); i++) {
            beginning.append(components[i]).append(i + 1 < components.length ? "." : "");
        }
        return beginning.toString();
    }
}
