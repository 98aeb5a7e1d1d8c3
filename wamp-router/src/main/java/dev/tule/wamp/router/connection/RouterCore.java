package dev.tule.wamp.router.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Store;
import dev.tule.wamp.Id;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authentication.Authenticator.Surroundings;
import dev.tule.wamp.router.authentication.Cookies;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authentication.Principal;
import dev.tule.wamp.router.authentication.Throttle;
import dev.tule.wamp.router.broker.History;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.Reloaded;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.history.Archive;
import dev.tule.wamp.router.history.HistoryRule;
import dev.tule.wamp.router.means.Chance;
import dev.tule.wamp.router.means.Means;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.metrics.RealmCounters;
import dev.tule.wamp.router.metrics.Statistics;
import dev.tule.wamp.router.realm.Realm;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A router without threads or sockets of its own: time, chance and background work are given, so
 * that a simulation can own them. Safe for use by many threads.
 */
public final class RouterCore implements Transport.Acceptor {
    private static final int DECOY_KEY_BYTES = 32;
    private static final Shard ROUTER_SHARD = new Shard("wamp router");
    private static final Key DECOY_KEY = Key.of("decoy key");

    private final RouterLimits limits;
    private final RandomGenerator secrets;
    private final Timers timers;
    private final Executor background;
    private final Statistics statistics = new Statistics();
    private final Cookies cookies;
    private final Surroundings surroundings;
    private final Means means;
    private final @Nullable Store store;
    private final Map<Uri, Realm> realms = new ConcurrentHashMap<>();
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();

    /** Those without a session, in the order they came. */
    @GuardedBy("itself")
    private final LinkedHashSet<ClientConnection> waiting = new LinkedHashSet<>();

    private volatile boolean stopping;

    public RouterCore(
            RouterConfig config,
            Chance chance,
            InstantSource clock,
            Timers timers,
            Executor background,
            @Nullable Store store) {
        this.limits = config.limits();
        this.secrets = chance.secrets();
        this.timers = timers;
        this.background = background;
        this.cookies = new Cookies(secrets, clock);
        this.surroundings =
                new Surroundings(
                        secrets, clock, decoyKey(store, secrets), cookies, new Throttle(clock));
        this.means = new Means(limits, chance.draws(), clock, timers, background, statistics);
        this.store = store;
        for (RealmConfig realm : config.realms()) {
            realms.put(realm.name(), open(realm));
        }
    }

    /** Kept, so that a name that nobody has gets the same salt after a restart. */
    private static byte[] decoyKey(@Nullable Store store, RandomGenerator secrets) {
        byte[] fresh = new byte[DECOY_KEY_BYTES];
        secrets.nextBytes(fresh);
        if (store == null) {
            return fresh;
        }
        return store.transact(
                ROUTER_SHARD,
                rows -> {
                    Optional<byte[]> kept = rows.get(DECOY_KEY);
                    if (kept.isEmpty()) {
                        rows.put(DECOY_KEY, fresh);
                    }
                    return kept.orElse(fresh);
                });
    }

    private Realm open(RealmConfig realm) {
        History history = new History(archive(realm), means.clock(), statistics);
        return new Realm(realm, means, history, surroundings);
    }

    /**
     * Takes over other realms, and what has changed of those that stay. Limits are those that the
     * router was started with.
     *
     * @throws IllegalArgumentException where a realm can't be opened; then nothing has changed
     */
    public synchronized Reloaded reload(RouterConfig changed) {
        Map<Uri, Realm> opened = new HashMap<>();
        Map<Uri, RealmConfig> wanted = new LinkedHashMap<>();
        for (RealmConfig realm : changed.realms()) {
            wanted.put(realm.name(), realm);
            if (!realms.containsKey(realm.name())) {
                opened.put(realm.name(), open(realm));
            }
        }
        Reloaded result = new Reloaded(opened.keySet(), Set.of(), 0, 0, List.of());
        for (Realm realm : List.copyOf(realms.values())) {
            RealmConfig config = wanted.get(realm.config.name());
            if (config == null) {
                realms.remove(realm.config.name());
                result = result.and(realm.close());
            } else {
                result = result.and(realm.reload(config, timers));
            }
        }
        realms.putAll(opened);
        return result;
    }

    private @Nullable Archive archive(RealmConfig realm) {
        List<HistoryRule> rules = realm.routing().history();
        if (store == null && !rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "realm " + realm.name() + " is to keep events, which needs a store");
        }
        return store == null
                ? null
                : new Archive(store, realm.name(), rules, means.clock(), background);
    }

    /** Waits until all that is to be kept is. */
    public void closeHistories() {
        realms.values().forEach(realm -> realm.broker.history().close());
    }

    /** Serves a client, which may authenticate by any method. */
    @Override
    public Transport.Receiver accept(Transport transport) {
        return accept(transport, Entrance.BY_ANY_METHOD);
    }

    /** Serves clients that may authenticate by these methods, where the realm has them. */
    public Transport.Acceptor offering(Set<Method> methods) {
        Entrance entrance = Entrance.by(methods);
        return transport -> accept(transport, entrance);
    }

    /** Serves a client that needs no proof of who it is. */
    public Transport.Receiver accept(Transport transport, Principal known) {
        return accept(transport, Entrance.of(known));
    }

    private Transport.Receiver accept(Transport transport, Entrance entrance) {
        ClientConnection connection = new ClientConnection(this, transport, entrance);
        connections.add(connection);
        statistics.connections.increment();
        connection.start();
        if (stopping || connections.size() > limits.connections()) {
            connection.shutDown();
        }
        return connection;
    }

    void disconnected(ClientConnection connection) {
        joined(connection);
        if (connections.remove(connection)) {
            statistics.connections.decrement();
        }
    }

    /** Whether another connection may come. */
    public boolean acceptsMore() {
        return !stopping && connections.size() < limits.connections();
    }

    /**
     * A connection has no session. There may be so many of those; when there are more, the one that
     * has waited longest goes: those who mean it are through long before.
     */
    void waits(ClientConnection connection) {
        ClientConnection longest = null;
        synchronized (waiting) {
            waiting.add(connection);
            if (waiting.size() > limits.unauthenticated()) {
                longest = waiting.removeFirst();
            }
        }
        if (longest != null) {
            longest.makeWay();
        }
    }

    /** A connection waits for no session any more. */
    void joined(ClientConnection connection) {
        synchronized (waiting) {
            waiting.remove(connection);
        }
    }

    SessionId drawSessionId() {
        return new SessionId(secrets.nextLong(1, Id.MAX + 1));
    }

    /** Lets a session join under that number, or under another where it is taken. */
    Session join(Realm realm, SessionId wanted, Function<SessionId, Session> session) {
        Session made = session.apply(wanted);
        while (!realm.join(made)) {
            made = session.apply(drawSessionId());
        }
        return made;
    }

    /** Says goodbye to all. */
    public void shutDown() {
        stopping = true;
        connections.forEach(ClientConnection::shutDown);
    }

    /** Cuts the connections that are left. */
    public void cut() {
        connections.forEach(ClientConnection::cut);
    }

    /** What each realm has counted. */
    public Map<String, RealmCounters> realms() {
        Map<String, RealmCounters> counters = new TreeMap<>();
        realms.forEach((name, realm) -> counters.put(name.value(), realm.counters()));
        return counters;
    }

    public boolean hasConnections() {
        return !connections.isEmpty();
    }

    public @Nullable Realm realm(Uri name) {
        return realms.get(name);
    }

    /** How long clients keep their cookies; empty where no realm remembers them. */
    public Optional<Duration> cookieLifetime() {
        return realms.values().stream()
                .flatMap(realm -> realm.cookieLifetime().stream())
                .max(Comparator.naturalOrder());
    }

    public Cookies cookies() {
        return cookies;
    }

    public RouterLimits limits() {
        return limits;
    }

    public Timers timers() {
        return timers;
    }

    public Executor background() {
        return background;
    }

    public Statistics statistics() {
        return statistics;
    }
}
