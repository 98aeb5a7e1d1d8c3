package dev.tule.wamp.router;

import dev.tule.http.Handler;
import dev.tule.http.Tcp;
import dev.tule.http.WebSocket;
import dev.tule.store.Store;
import dev.tule.wamp.Dict;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authentication.Principal;
import dev.tule.wamp.router.config.LongPollConfig;
import dev.tule.wamp.router.config.Reloaded;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.connection.RouterCore;
import dev.tule.wamp.router.means.Chance;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.metrics.RealmCounters;
import dev.tule.wamp.router.metrics.RouterCounters;
import dev.tule.wamp.router.transport.LongPollEndpoint;
import dev.tule.wamp.router.transport.RawSocketEndpoint;
import dev.tule.wamp.router.transport.WebSocketEndpoint;
import dev.tule.wamp.transport.Transport;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A running WAMP router. It listens nowhere itself: hang {@link #webSocket} and {@link #rawSocket}
 * on an HTTP server, or connect to {@link #local} within the process.
 *
 * {@snippet :
 * try (Router router = Router.start(RouterConfig.defaults())) {
 *     // give router.webSocket() and router.rawSocket() to the listener
 * }
 * }
 *
 * <p>Safe for use by many threads.
 */
public final class Router implements AutoCloseable {
    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(2);

    private final RouterCore core;
    private final Timers timers;
    private final ExecutorService background;

    private Router(RouterConfig config, @Nullable Store store) {
        this.timers = Timers.real();
        this.background =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("wamp-background-", 0).factory());
        this.core =
                new RouterCore(
                        config, Chance.real(), InstantSource.system(), timers, background, store);
    }

    /**
     * Starts a router that forgets everything when it stops; whoever starts it closes it.
     *
     * @throws IllegalArgumentException when it is to keep the history of topics
     */
    public static Router start(RouterConfig config) {
        return new Router(config, null);
    }

    /**
     * Starts a router that keeps what it must remember in a store; whoever starts it closes it, and
     * the store after it.
     */
    public static Router start(RouterConfig config, Store store) {
        return new Router(config, store);
    }

    /** Serves WebSockets: {@code wamp.2.json} and the other subprotocols. */
    public WebSocket.Endpoint webSocket() {
        return webSocket(Method.ALL);
    }

    /** Serves WebSockets whose clients may authenticate by these methods alone. */
    public WebSocket.Endpoint webSocket(Set<Method> methods) {
        return new WebSocketEndpoint(core, methods);
    }

    /** Serves RawSocket connections. */
    public Tcp.Endpoint rawSocket() {
        return rawSocket(Method.ALL);
    }

    /** Serves RawSocket connections whose clients may authenticate by these methods alone. */
    public Tcp.Endpoint rawSocket(Set<Method> methods) {
        return new RawSocketEndpoint(core, methods);
    }

    /** Serves clients that long-poll, to be mounted at the path of the configuration. */
    public Handler longPoll(LongPollConfig config) {
        return longPoll(config, Method.ALL);
    }

    /** Serves clients that long-poll and may authenticate by these methods alone. */
    public Handler longPoll(LongPollConfig config, Set<Method> methods) {
        return new LongPollEndpoint(core, methods, new SecureRandom(), config);
    }

    /** Serves components in this process, without sockets. */
    public Transport.Acceptor local() {
        return core;
    }

    /**
     * Serves a component in this process that is known, and need not prove who it is.
     *
     * @param authId its name on each realm that it joins
     * @param role its role there
     */
    public Transport.Acceptor local(String authId, String role) {
        Principal component = new Principal(authId, role, "local", "static", Dict.EMPTY);
        return transport -> core.accept(transport, component);
    }

    /**
     * Takes over another configuration, without dropping sessions: realms that are new are opened,
     * those that are gone say goodbye with {@code wamp.close.close_realm}, changed roles apply at
     * once (what they no longer allow is revoked), and changed principals to those who come. Limits
     * stay as they were.
     *
     * @throws IllegalArgumentException where it can't be taken over; then nothing has changed
     */
    public Reloaded reload(RouterConfig changed) {
        return core.reload(changed);
    }

    /** What each realm has counted so far, by its name. */
    public Map<String, RealmCounters> realms() {
        return core.realms();
    }

    /** What it has counted so far, on all realms together. */
    public RouterCounters counters() {
        return core.statistics().snapshot();
    }

    /**
     * Says goodbye to every session ({@code wamp.close.system_shutdown}), gives them two seconds to
     * answer, and cuts what is left.
     */
    @Override
    public void close() {
        core.shutDown();
        long deadline = System.nanoTime() + GOODBYE_PATIENCE.toNanos();
        while (core.hasConnections() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        core.cut();
        core.closeHistories();
        timers.close();
        background.shutdown();
    }
}
