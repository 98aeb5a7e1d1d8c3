package dev.tule.wamp.router;

import dev.tule.wamp.SessionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * A realm: a broker, a dealer, and the sessions that meet there.
 *
 * <p><b>Design.</b> There is no thread of the realm, and no lock on the way of a message. A message
 * is handled on the thread that received it, from decoding to the receivers' outboxes:
 *
 * <ol>
 *   <li><b>Ordering.</b> One session's messages arrive on one thread at a time, in order; each is
 *       added to the receivers' outboxes before the next is looked at; an outbox is a queue. Hence
 *       what one publisher sends reaches each subscriber in its order, and what one caller calls
 *       each callee, which is what the specification promises. Between different senders it
 *       promises nothing.
 *   <li><b>Many cores.</b> Two sessions' threads meet only where they send to the same receiver,
 *       for the instructions that add to its queue.
 *   <li><b>Who gets a message.</b> Subscribers and callees of a URI are arrays that are replaced,
 *       never changed, under the broker's or dealer's lock. A sender may see the array of a moment
 *       ago; then the {@link Outbox.Gate} of the one member decides, which opens with SUBSCRIBED or
 *       REGISTERED and closes with their opposites.
 *   <li><b>A session's end</b> closes its gate first; then its subscriptions, registrations and
 *       calls are taken away, on whatever thread. A call that slips in between finds the gate
 *       closed, or is found by {@link Calls#leave}, or sees {@link Session#left}.
 * </ol>
 *
 * <p>Lock order: the broker's or the dealer's, then an outbox's. Nothing is sent under any of them.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-ordering-guarantees">Ordering
 *     Guarantees</a>
 */
final class Realm {
    final RealmConfig config;
    final Broker broker;
    final Dealer dealer;
    final Calls calls;
    private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();

    Realm(
            RealmConfig config,
            RouterLimits limits,
            RandomGenerator random,
            Timers timers,
            Statistics statistics) {
        this.config = config;
        this.broker = new Broker(config, limits, random, statistics);
        this.dealer = new Dealer(config, limits, random);
        this.calls = new Calls(config, limits, dealer, timers);
    }

    /** Takes a session in; false where its number is taken. */
    boolean join(Session session) {
        return sessions.putIfAbsent(session.id, session) == null;
    }

    /** Takes a session and everything it holds out. */
    void leave(Session session, Deliveries deliveries) {
        session.outbox.close(session.gate);
        broker.leave(session);
        dealer.leave(session);
        calls.leave(session, deliveries);
        sessions.remove(session.id, session);
    }

    int sessions() {
        return sessions.size();
    }

    /** Whether it holds nothing: as it must when the last session has left. */
    boolean isEmpty() {
        return sessions.isEmpty() && broker.isEmpty() && dealer.isEmpty();
    }
}
