package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session up: opens the first, and when one ends, the next, with all subscriptions and
 * registrations. Its thread waits for the end of the session, then connects with growing pauses.
 * Safe for use by many threads.
 */
final class Supervisor {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());

    private final Connector connector;
    private final Uri realm;
    private final ClientOptions options;
    private final Backlog backlog;
    private final Invocations invocations;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final Set<Registration> registrations = new LinkedHashSet<>();

    @GuardedBy("lock")
    private @Nullable ClientSession current;

    @GuardedBy("lock")
    private boolean closed;

    /** Why there will be no session any more; null while there may be. */
    @GuardedBy("lock")
    private @Nullable String over;

    private volatile @Nullable Welcome welcome;
    private @Nullable Thread thread;

    Supervisor(
            Connector connector,
            Uri realm,
            ClientOptions options,
            Backlog backlog,
            Invocations invocations) {
        this.connector = connector;
        this.realm = realm;
        this.options = options;
        this.backlog = backlog;
        this.invocations = invocations;
    }

    /** Opens the first session; fails if that fails. */
    void start() {
        ClientSession first = open();
        publish(first);
        thread = Thread.ofVirtual().name("wamp-client-supervisor").start(() -> run(first));
    }

    Welcome welcome() {
        Welcome last = welcome;
        if (last == null) {
            throw new WampDisconnected("there was no session yet");
        }
        return last;
    }

    boolean connected() {
        return session() != null;
    }

    @Nullable ClientSession session() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** The session, waiting for it if there is none just now. */
    ClientSession await(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (current == null) {
                if (over != null) {
                    throw new WampDisconnected(over);
                }
                if (left <= 0) {
                    throw new WampTimeout("connecting again", patience);
                }
                left = changed.awaitNanos(left);
            }
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WampDisconnected("interrupted while waiting for the connection");
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a subscription over reconnections; makes up for one that came in between. */
    void keep(ClientSession madeIn, Subscription subscription) {
        boolean replaced;
        lock.lock();
        try {
            subscriptions.add(subscription);
            replaced = replaced(madeIn);
        } finally {
            lock.unlock();
        }
        if (replaced) {
            WampClient.subscribe(
                    await(options.requestTimeout()), subscription, options.requestTimeout());
        }
    }

    void keep(ClientSession madeIn, Registration registration) {
        boolean replaced;
        lock.lock();
        try {
            registrations.add(registration);
            replaced = replaced(madeIn);
        } finally {
            lock.unlock();
        }
        if (replaced) {
            WampClient.register(
                    await(options.requestTimeout()), registration, options.requestTimeout());
        }
    }

    @GuardedBy("lock")
    private boolean replaced(ClientSession madeIn) {
        return current != null && current != madeIn;
    }

    /** Says whether it was kept. */
    boolean forget(Subscription subscription) {
        lock.lock();
        try {
            return subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
    }

    boolean forget(Registration registration) {
        lock.lock();
        try {
            return registrations.remove(registration);
        } finally {
            lock.unlock();
        }
    }

    private ClientSession open() {
        CompletableFuture<ClientSession> opened = new CompletableFuture<>();
        try {
            connector.open(
                    transport -> {
                        backlog.use(transport);
                        ClientSession session = new ClientSession(transport, options, invocations);
                        opened.complete(session);
                        return session;
                    });
        } catch (IOException | IllegalStateException e) {
            throw new WampDisconnected("the router cannot be reached: " + e.getMessage());
        }
        ClientSession session = opened.join();
        welcome = session.join(realm);
        return session;
    }

    private void publish(ClientSession session) {
        lock.lock();
        try {
            current = session;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(ClientSession first) {
        ClientSession session = first;
        while (session != null) {
            String reason = session.ended().join();
            lock.lock();
            try {
                current = null;
                if (closed) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            LOG.log(Level.INFO, "session on {0} is over: {1}", realm, reason);
            session = reopen(reason);
        }
    }

    /** Connects again; null when that has been given up. */
    private @Nullable ClientSession reopen(String reason) {
        Duration pause = options.reconnect().firstPause();
        for (int attempt = 0; attempt < options.reconnect().attempts(); attempt++) {
            if (!pause(pause)) {
                return null;
            }
            try {
                ClientSession session = open();
                restore(session);
                publish(session);
                LOG.log(Level.INFO, "connected to {0} again", realm);
                return session;
            } catch (WampException e) {
                LOG.log(Level.DEBUG, "attempt {0} failed: {1}", attempt + 1, e.getMessage());
            }
            Duration longer = pause.multipliedBy(2);
            pause =
                    longer.compareTo(options.reconnect().longestPause()) > 0
                            ? options.reconnect().longestPause()
                            : longer;
        }
        giveUp(reason);
        return null;
    }

    private void giveUp(String reason) {
        lock.lock();
        try {
            over = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless the client is closed; says whether to go on. */
    private boolean pause(Duration pause) {
        long nanos = pause.toNanos();
        long left = nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void restore(ClientSession session) {
        List<Subscription> wanted;
        List<Registration> offered;
        lock.lock();
        try {
            wanted = new ArrayList<>(subscriptions);
            offered = new ArrayList<>(registrations);
        } finally {
            lock.unlock();
        }
        for (Subscription subscription : wanted) {
            try {
                WampClient.subscribe(session, subscription, options.requestTimeout());
            } catch (WampError e) {
                LOG.log(Level.WARNING, "no longer subscribed: {0}", e.getMessage());
            }
        }
        for (Registration registration : offered) {
            try {
                WampClient.register(session, registration, options.requestTimeout());
            } catch (WampError e) {
                // The router may not have noticed yet that our last session is dead.
                LOG.log(Level.WARNING, "not registered yet: {0}", e.getMessage());
                retry(session, registration);
            }
        }
    }

    private void retry(ClientSession session, Registration registration) {
        Thread.ofVirtual()
                .name("wamp-client-registering")
                .start(
                        () -> {
                            boolean done = false;
                            while (!done && pause(Duration.ofSeconds(1))) {
                                done =
                                        session.ended().isDone()
                                                || registered(session, registration);
                            }
                        });
    }

    private boolean registered(ClientSession session, Registration registration) {
        try {
            WampClient.register(session, registration, options.requestTimeout());
            return true;
        } catch (WampError e) {
            return false;
        } catch (WampException e) {
            return true;
        }
    }

    void close(Duration patience) {
        ClientSession session;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            over = "the client is closed";
            session = current;
            current = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (session != null) {
            session.leave(patience);
        }
        connector.close();
        join(patience);
    }

    private void join(Duration patience) {
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
