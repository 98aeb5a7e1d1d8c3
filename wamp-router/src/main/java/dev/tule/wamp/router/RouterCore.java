package dev.tule.wamp.router;

import dev.tule.wamp.Id;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.transport.Transport;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A router without threads or sockets of its own: time, chance and background work are given, so
 * that a simulation can own them. Safe for use by many threads.
 */
final class RouterCore implements Transport.Acceptor {
    private final RouterLimits limits;
    private final RandomGenerator random;
    private final Timers timers;
    private final Executor background;
    private final Statistics statistics = new Statistics();
    private final Map<Uri, Realm> realms = new HashMap<>();
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    RouterCore(
            RouterConfig config,
            RandomGenerator random,
            InstantSource clock,
            Timers timers,
            Executor background) {
        this.limits = config.limits();
        this.random = random;
        this.timers = timers;
        this.background = background;
        for (RealmConfig realm : config.realms()) {
            realms.put(realm.name(), new Realm(realm, limits, random, clock, timers, statistics));
        }
    }

    @Override
    public Transport.Receiver accept(Transport transport) {
        ClientConnection connection = new ClientConnection(this, transport);
        connections.add(connection);
        statistics.connections.increment();
        connection.start();
        if (stopping || connections.size() > limits.connections()) {
            connection.shutDown();
        }
        return connection;
    }

    void disconnected(ClientConnection connection) {
        if (connections.remove(connection)) {
            statistics.connections.decrement();
        }
    }

    /** Whether another connection may come. */
    boolean acceptsMore() {
        return !stopping && connections.size() < limits.connections();
    }

    /** Lets a session join under a number that is free. */
    Session join(Realm realm, Function<SessionId, Session> session) {
        while (true) {
            Session made = session.apply(new SessionId(random.nextLong(1, Id.MAX + 1)));
            if (realm.join(made)) {
                return made;
            }
        }
    }

    /** Says goodbye to all. */
    void shutDown() {
        stopping = true;
        connections.forEach(ClientConnection::shutDown);
    }

    /** Cuts the connections that are left. */
    void cut() {
        connections.forEach(ClientConnection::cut);
    }

    boolean hasConnections() {
        return !connections.isEmpty();
    }

    @Nullable Realm realm(Uri name) {
        return realms.get(name);
    }

    RouterLimits limits() {
        return limits;
    }

    RandomGenerator random() {
        return random;
    }

    Timers timers() {
        return timers;
    }

    Executor background() {
        return background;
    }

    Statistics statistics() {
        return statistics;
    }
}
