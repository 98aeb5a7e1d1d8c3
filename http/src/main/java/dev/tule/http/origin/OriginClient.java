package dev.tule.http.origin;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks origin servers, and ends what takes too long. Safe for use by many threads; whoever opens it
 * closes it, after its last exchange.
 */
public final class OriginClient implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Set<OriginConnection> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Origin> origins = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean closed;

    private OriginClient() {
        this.watch = Thread.ofVirtual().name("origin-watch").unstarted(this::watch);
    }

    public static OriginClient open() {
        OriginClient client = new OriginClient();
        client.watch.start();
        return client;
    }

    /** A server that connections are made to in this way; closed with the client. */
    public Origin origin(Dial dial, OriginConfig config) {
        Origin made = new Origin(this, dial, config);
        origins.add(made);
        return made;
    }

    void forget(Origin origin) {
        origins.remove(origin);
    }

    void add(OriginConnection connection) {
        waiting.add(connection);
    }

    void remove(OriginConnection connection) {
        waiting.remove(connection);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(LOOK.toNanos());
            long now = System.nanoTime();
            waiting.forEach(connection -> connection.endIfLate(now));
            origins.forEach(origin -> origin.dropOld(now));
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        origins.forEach(Origin::close);
        waiting.forEach(OriginConnection::cut);
    }
}
