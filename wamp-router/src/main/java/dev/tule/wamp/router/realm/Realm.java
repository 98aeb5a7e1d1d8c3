package dev.tule.wamp.router.realm;

import dev.tule.wamp.CloseUri;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Publish;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.Authenticator;
import dev.tule.wamp.router.authentication.Authenticator.Surroundings;
import dev.tule.wamp.router.authentication.Procedures;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.broker.Broker;
import dev.tule.wamp.router.broker.History;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.Reloaded;
import dev.tule.wamp.router.dealer.Calls;
import dev.tule.wamp.router.dealer.Dealer;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.means.Means;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.meta.MetaProcedures;
import dev.tule.wamp.router.metrics.RealmCounters;
import dev.tule.wamp.router.metrics.RealmStatistics;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
 * <p>Lock order: the broker's or the dealer's, then an outbox's, then a call's. Nothing is sent
 * under any of them.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-ordering-guarantees">Ordering
 *     Guarantees</a>
 */
public final class Realm {
    private static final Goodbye REPLACED =
            new Goodbye(
                    Dict.of("message", "a new session of the same authid took its place"),
                    CloseUri.KILLED,
                    Payload.EMPTY);

    private static final Goodbye CLOSED =
            new Goodbye(
                    Dict.of("message", "the realm was closed"),
                    CloseUri.CLOSE_REALM,
                    Payload.EMPTY);

    /** As it was opened; who is let in and what they may do may have changed since. */
    public final RealmConfig config;

    public final Broker broker;
    public final Dealer dealer;
    public final Calls calls;
    private final Procedures procedures;
    private final Executor background;
    private final Surroundings surroundings;
    private volatile Admittance admittance;
    private volatile boolean closed;
    private final Sessions sessions = new Sessions();
    private final RealmStatistics statistics = new RealmStatistics();

    public Realm(RealmConfig config, Means means, History history, Surroundings surroundings) {
        this.config = config;
        this.broker = new Broker(config, means, history, statistics);
        this.dealer = new Dealer(config, means, broker.meta().ofRegistrations());
        MetaProcedures meta =
                new MetaProcedures(config, sessions, broker, dealer, means.background());
        this.calls = new Calls(config, dealer, meta, means, statistics);
        this.procedures =
                new RealmCaller(calls, means.limits(), means.timers(), means.statistics());
        this.background = means.background();
        this.surroundings = surroundings;
        this.admittance = admittance(config);
    }

    /** Who is let in, and what they may do: what may change while the realm is there. */
    private record Admittance(
            Authentication accepted,
            Authenticator authenticator,
            Optional<Map<String, Policy>> roles) {}

    private Admittance admittance(RealmConfig changed) {
        return new Admittance(
                changed.authentication(),
                new Authenticator(
                        changed.name(), changed.authentication(), procedures, surroundings),
                changed.policies());
    }

    /** What sessions of that role may do; null where there is no such role. */
    public @Nullable Policy policy(String role) {
        return admittance
                .roles
                .map(roles -> roles.get(role))
                .orElse(admittance.roles.isEmpty() ? Policy.UNRESTRICTED : null);
    }

    /** How long clients are remembered by their cookies; empty where they aren't. */
    public Optional<Duration> cookieLifetime() {
        return admittance.accepted.cookieLifetime();
    }

    /** Calls its procedures in the router's name. */
    Procedures procedures() {
        return procedures;
    }

    /** Takes over who is let in and what they may do; sessions go on as far as that allows. */
    public Reloaded reload(RealmConfig changed, Timers timers) {
        admittance = admittance(changed);
        RealmReload reload = new RealmReload(this);
        Reloaded result = reload.apply(changed);
        var _ = timers.after(Duration.ofSeconds(1), reload::again);
        background.execute(reload::askAuthorizers);
        return result;
    }

    /** It is no longer there: its sessions go. */
    public Reloaded close() {
        closed = true;
        sessions.all().forEach(session -> session.connection.kill(CLOSED));
        broker.history().close();
        return new Reloaded(Set.of(), Set.of(config.name()), 0, 0, List.of());
    }

    /** Lets clients join. */
    public Authenticator authenticator() {
        return admittance.authenticator;
    }

    /** Takes a session in; false where its number is taken. */
    public boolean join(Session session) {
        return sessions.add(session);
    }

    /** The session has been told that it is in: others may know, and its forerunners go. */
    public void joined(Session session) {
        if (config.routing().oneSessionPerAuthId() && !session.principal.isAnonymous()) {
            for (Session other : sessions.all()) {
                if (other != session && other.principal.id().equals(session.principal.id())) {
                    other.connection.kill(REPLACED);
                }
            }
        }
        if (closed) {
            session.connection.kill(CLOSED);
        }
        broker.meta().joined(session);
    }

    /** Takes a session and everything it holds out. */
    public void leave(Session session, Deliveries deliveries) {
        session.outbox.close(session.gate);
        broker.leave(session);
        dealer.leave(session);
        calls.leave(session, deliveries);
        boolean left = sessions.remove(session);
        if (left && !session.isSilenced()) {
            for (Publish testament : session.testaments.execute()) {
                broker.publishTestament(session, testament, deliveries);
            }
            broker.meta().left(session);
        }
    }

    /** Those on the realm just now. */
    public Sessions sessions() {
        return sessions;
    }

    public RealmCounters counters() {
        return statistics.snapshot(sessions.all().size());
    }

    /** Whether it holds nothing: as it must when the last session has left. */
    public boolean isEmpty() {
        return sessions.all().isEmpty() && broker.isEmpty() && dealer.isEmpty();
    }
}
