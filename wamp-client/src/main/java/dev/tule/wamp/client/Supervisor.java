package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session up: opens the first, and when one ends, the next, with all that stands. Its
 * thread waits for the end of the session, then connects with growing pauses. Safe for use by many
 * threads.
 *
 * <p>What stands is kept before it is first asked for. A new session is shown to others only when
 * all that is kept has been asked for in it: found to be so, and shown, under one lock. So nothing
 * falls between two sessions, whenever it comes and whenever they change. The same goes for events
 * published meanwhile.
 */
final class Supervisor {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());

    private final Connector connector;
    private final Uri realm;
    private final ClientOptions options;
    private final Invocations.Workers workers;
    private final SerialQueue told;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Set<Standing> standings = new LinkedHashSet<>();

    /** Published while there was no session. */
    @GuardedBy("lock")
    private final ArrayDeque<Publication> offline = new ArrayDeque<>();

    @GuardedBy("lock")
    private long dropped;

    @GuardedBy("lock")
    private @Nullable ClientSession current;

    @GuardedBy("lock")
    private boolean shownOne;

    /** Why there will be no session any more; null while there may be. */
    @GuardedBy("lock")
    private @Nullable String over;

    private volatile @Nullable Welcome welcome;
    private @Nullable Thread thread;

    Supervisor(Connector connector, Uri realm, ClientOptions options, Invocations.Workers workers) {
        this.connector = connector;
        this.realm = realm;
        this.options = options;
        this.workers = workers;
        this.told = new SerialQueue(workers.executor(), new Backlog(Integer.MAX_VALUE));
    }

    /** Opens the first session; fails if that fails. */
    void start() {
        ClientSession first = open();
        thread = Thread.ofVirtual().name("wamp-client-supervisor").start(() -> run(first));
    }

    Welcome welcome() {
        Welcome last = welcome;
        if (last == null) {
            throw new WampDisconnected("there was no session yet");
        }
        return last;
    }

    /** The session there is now, if there is one. */
    @Nullable ClientSession session() {
        lock.lock();
        try {
            return present();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable ClientSession present() {
        return current == null || current.ended().isDone() ? null : current;
    }

    /** The session, waiting for it if there is none just now. */
    ClientSession await(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            ClientSession session = present();
            while (session == null) {
                throwIfOver();
                if (left <= 0) {
                    throw new WampTimeout("connecting again", patience);
                }
                left = changed.awaitNanos(left);
                session = present();
            }
            return session;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WampInterrupted("waiting for the connection");
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void throwIfOver() {
        if (over != null) {
            throw new WampDisconnected(over);
        }
    }

    /** Has it stand from now on, and waits until it does for the first time. */
    void establish(Standing standing) {
        keep(standing);
        long deadline = System.nanoTime() + options.requestTimeout().toNanos();
        try {
            while (!established(standing, deadline)) {
                LOG.log(Level.DEBUG, "{0} waits for the next session", standing.doing());
            }
        } catch (WampException e) {
            forget(standing, "it was never granted");
            throw e;
        }
    }

    private void keep(Standing standing) {
        lock.lock();
        try {
            throwIfOver();
            standings.add(standing);
        } finally {
            lock.unlock();
        }
    }

    private boolean established(Standing standing, long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        ClientSession session = await(left);
        try {
            session.establish(standing, left);
            return true;
        } catch (WampDisconnected e) {
            // The session ended meanwhile. The next one brings it along.
            return false;
        }
    }

    /** Ends it, here at once, and with the router. */
    void withdraw(Standing standing) {
        forget(standing, "it was closed");
        ClientSession session = session();
        if (session != null) {
            session.withdraw(standing);
        }
    }

    void forget(Standing standing, String reason) {
        standing.end(reason);
        lock.lock();
        try {
            standings.remove(standing);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all testaments, here and with the router. */
    List<Standing> forgetTestaments() {
        lock.lock();
        try {
            List<Standing> testaments =
                    standings.stream().filter(Testament.class::isInstance).toList();
            testaments.forEach(testament -> testament.end("it was flushed"));
            testaments.forEach(standings::remove);
            return testaments;
        } finally {
            lock.unlock();
        }
    }

    /** Sends it, or keeps it for the next session, or waits for that: as the options have it. */
    void publish(Publication publication) {
        while (true) {
            ClientSession session = sessionOrKept(publication);
            if (session == null) {
                return;
            }
            try {
                session.requests().sendUnanswered(publication::request, options.requestTimeout());
                return;
            } catch (WampDisconnected e) {
                // It has not been sent. With a limit of none it is for the caller to know.
                if (options.maxOfflinePublications() == 0) {
                    throw e;
                }
            }
        }
    }

    private @Nullable ClientSession sessionOrKept(Publication publication) {
        if (options.maxOfflinePublications() == 0) {
            return await(options.requestTimeout());
        }
        lock.lock();
        try {
            ClientSession session = present();
            if (session == null) {
                throwIfOver();
                offline.add(publication);
                dropOldest();
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void dropOldest() {
        while (offline.size() > options.maxOfflinePublications()) {
            offline.remove();
            dropped++;
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shows a session to others if nothing is outstanding in it: both under one lock.
     *
     * @param refused what the router has refused in this session, and is asked for again later
     * @return what is outstanding; empty when the session has been shown
     */
    Outstanding outstandingOrShow(ClientSession session, Set<Standing> refused) {
        lock.lock();
        try {
            throwIfOver();
            Outstanding outstanding =
                    new Outstanding(
                            standings.stream()
                                    .filter(s -> !s.in(session) && !refused.contains(s))
                                    .toList(),
                            List.copyOf(offline));
            offline.clear();
            if (outstanding.isEmpty()) {
                show(session);
            }
            return outstanding;
        } finally {
            lock.unlock();
        }
    }

    /** What has to be done in a session before it can be shown; in this order. */
    record Outstanding(List<Standing> standings, List<Publication> publications) {
        boolean isEmpty() {
            return standings.isEmpty() && publications.isEmpty();
        }
    }

    /** These have not been sent; they come before what was published since. */
    void keepAgain(List<Publication> unsent) {
        lock.lock();
        try {
            unsent.reversed().forEach(offline::addFirst);
            dropOldest();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void show(ClientSession session) {
        boolean again = shownOne;
        SessionId id = welcome().session();
        current = session;
        shownOne = true;
        changed.signalAll();
        told.add("the session listener", () -> options.listener().joined(id, again));
    }

    /** Opens a session and shows it. */
    private ClientSession open() {
        CompletableFuture<ClientSession> opened = new CompletableFuture<>();
        try {
            connector.open(
                    transport -> {
                        ClientSession session =
                                new ClientSession(transport, options, workers, this::revoked);
                        opened.complete(session);
                        return session;
                    });
        } catch (IOException | IllegalStateException e) {
            throw new WampDisconnected("the router cannot be reached: " + e.getMessage());
        }
        ClientSession session = opened.join();
        try {
            welcome = session.join(realm);
            new Restoration(session, options, this).run();
            return session;
        } catch (WampException e) {
            session.abandon(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void run(ClientSession first) {
        Backoff backoff = new Backoff(options.reconnect());
        ClientSession session = first;
        while (session != null) {
            long began = System.nanoTime();
            String reason = session.ended().join();
            if (!over(reason)) {
                if (System.nanoTime() - began > options.reconnect().longestPause().toNanos()) {
                    backoff.reset();
                }
                session = reopen(reason, backoff);
            } else {
                session = null;
            }
        }
    }

    /** Says whether the client was closed. */
    private boolean over(String reason) {
        told.add("the session listener", () -> options.listener().left(reason));
        lock.lock();
        try {
            current = null;
            return over != null;
        } finally {
            lock.unlock();
        }
    }

    /** Connects again; null when that has been given up. */
    private @Nullable ClientSession reopen(String reason, Backoff backoff) {
        LOG.log(Level.INFO, "the session on {0} is over: {1}", realm, reason);
        for (int attempt = 0; attempt < options.reconnect().attempts(); attempt++) {
            if (!pause(backoff.nextNanos())) {
                return null;
            }
            try {
                ClientSession session = open();
                LOG.log(Level.INFO, "connected to {0} again", realm);
                return session;
            } catch (WampException e) {
                LOG.log(Level.DEBUG, "attempt {0} failed: {1}", attempt + 1, e.getMessage());
            }
        }
        end(reason);
        return null;
    }

    /** Waits, unless the client is closed; says whether to go on. */
    boolean pause(long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (over == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return over == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void revoked(Standing standing, String reason) {
        LOG.log(Level.WARNING, "the router ended {0}: {1}", standing.doing(), reason);
        forget(standing, reason);
    }

    /** There will be no session any more; returns the last. */
    private @Nullable ClientSession end(String reason) {
        List<Standing> ending;
        ClientSession last;
        lock.lock();
        try {
            if (over != null) {
                return null;
            }
            over = reason;
            last = current;
            current = null;
            ending = List.copyOf(standings);
            standings.clear();
            offline.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ending.forEach(standing -> standing.end(reason));
        return last;
    }

    void close(Duration patience) {
        ClientSession last = end("the client is closed");
        if (last != null) {
            last.leave(patience);
        }
        connector.close();
        Thread waiting = thread;
        if (waiting != null && waiting != Thread.currentThread()) {
            try {
                waiting.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
