package dev.tule.wamp.router.history;

import dev.tule.wamp.PublicationId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which events of a history are wanted: those that meet all conditions.
 *
 * @param from the first, itself included
 * @param after the first, itself not included
 * @param before the last, itself not included
 * @param until the last, itself included
 * @param reverse the latest first
 * @param limit how many at most, from 1
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-history">Event History</a>
 */
public record HistoryQuery(
        Bound from, Bound after, Bound before, Bound until, boolean reverse, int limit) {

    /** A time, a publication, both, or neither. */
    public record Bound(Optional<Instant> time, Optional<PublicationId> publication) {
        public static final Bound NONE = new Bound(Optional.empty(), Optional.empty());
    }

    boolean includes(Instant time) {
        return from.time().map(bound -> !time.isBefore(bound)).orElse(true)
                && after.time().map(time::isAfter).orElse(true)
                && before.time().map(time::isBefore).orElse(true)
                && until.time().map(bound -> !time.isAfter(bound)).orElse(true);
    }
}
