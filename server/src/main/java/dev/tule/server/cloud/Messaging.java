package dev.tule.server.cloud;

import static dev.tule.wamp.transport.TransportDetails.Type.LONG_POLL;
import static dev.tule.wamp.transport.TransportDetails.Type.RAW_SOCKET;
import static dev.tule.wamp.transport.TransportDetails.Type.WEB_SOCKET;

import dev.tule.http.Handler;
import dev.tule.http.Listener;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Mounts;
import dev.tule.http.Network;
import dev.tule.http.WebSocket;
import dev.tule.server.config.TuleConfig;
import dev.tule.server.config.WampListener;
import dev.tule.store.Store;
import dev.tule.wamp.bridge.Webhook;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.config.LongPollConfig;
import dev.tule.wamp.router.config.Reloaded;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * WAMP in the running server: the router, the bridges, and the listeners that lead to them. The web
 * port is one of these, with the server's pages beside WAMP. Safe for use by many threads, but
 * opened and closed by one.
 */
final class Messaging implements Stoppable {
    static final LongPollConfig LONG_POLL_CONFIG = LongPollConfig.defaults();

    /** How long requests under way may take to end when the server stops. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private final Router router;
    private final Bridges bridges;
    private final List<OpenListener> open = new CopyOnWriteArrayList<>();

    /**
     * What a changed configuration has brought about.
     *
     * @param router what has changed there
     * @param pending what waits for the next start, by the names of the settings
     * @param troubles what went wrong, in sentences
     */
    record Change(Reloaded router, List<String> pending, List<String> troubles) {}

    private Messaging(Router router, InstantSource clock) {
        this.router = router;
        this.bridges = new Bridges(router, clock);
    }

    /**
     * Starts the router and the bridges; {@link #listen} lets clients in.
     *
     * @throws ConfigurationError where a bridge can't do what it is for
     */
    static Messaging start(TuleConfig config, Store store, InstantSource clock)
            throws ConfigurationError {
        Messaging messaging = new Messaging(Router.start(config.router(), store), clock);
        try {
            List<String> troubles = messaging.bridges.apply(config);
            if (!troubles.isEmpty()) {
                throw new ConfigurationError(String.join("\n", troubles));
            }
            return messaging;
        } catch (ConfigurationError | RuntimeException failure) {
            messaging.close();
            throw failure;
        }
    }

    Router router() {
        return router;
    }

    /**
     * Opens the listeners.
     *
     * @param pages what the web port serves beside WAMP
     * @throws ConfigurationError where one can't be opened
     */
    void listen(Network network, TuleConfig config, Settings settings, Handler pages)
            throws ConfigurationError {
        for (WampListener listener : config.listeners()) {
            boolean web = listener.name().equals(WampListener.WEB);
            Handler beside = web ? bridges.before(pages) : new OnlyWamp();
            ListenerConfig served = served(listener, listener.bind(settings.bind()), beside);
            open.add(OpenListener.open(network, listener, settings, served));
        }
    }

    private ListenerConfig served(
            WampListener listener, Optional<InetAddress> bind, Handler pages) {
        Handler handler = pages;
        if (listener.transports().contains(LONG_POLL)) {
            handler =
                    Mounts.on(pages)
                            .with(
                                    LONG_POLL_CONFIG.path(),
                                    router.longPoll(
                                            LONG_POLL_CONFIG.withOrigins(listener.webSockets()),
                                            listener.methods()));
        }
        if (bind.isPresent()) {
            handler = LocalNames.guard(bind.get(), handler);
        }
        ListenerConfig served =
                ListenerConfig.of(new Health(handler))
                        .withLimits(listener.limits())
                        .withWebSocketOptions(listener.webSockets());
        if (listener.transports().contains(WEB_SOCKET)) {
            WebSocket.Endpoint sockets = router.webSocket(listener.methods());
            served =
                    served.withWebSocket(
                            OpenListener.WEB_SOCKET_PATH,
                            bind.isPresent() ? LocalNames.guard(bind.get(), sockets) : sockets);
        }
        if (listener.transports().contains(RAW_SOCKET)) {
            served = served.withTcp(router.rawSocket(listener.methods()));
        }
        return listener.tls().isPresent() ? served.withTls(listener.tls().get()) : served;
    }

    /** The places where clients come in, the web port first. */
    List<OpenListener> open() {
        return open;
    }

    /** What counts their connections, by their names. */
    Map<String, Listener> listeners() {
        Map<String, Listener> listeners = new LinkedHashMap<>();
        open.forEach(one -> listeners.put(one.name(), one.listener()));
        return listeners;
    }

    /** What became of each webhook's events, by realm and name. */
    Map<String, Webhook.Counters> webhooks() {
        return bridges.webhooks();
    }

    /**
     * Takes another configuration over, without dropping sessions: realms, roles, principals and
     * bridges. Certificates are read anew from the files they were in. Places to listen at stay as
     * they are.
     *
     * @throws IllegalArgumentException where it can't be taken over; then nothing has changed
     */
    Change reload(TuleConfig changed) {
        Reloaded reloaded = router.reload(changed.router());
        List<String> troubles = new ArrayList<>(bridges.apply(changed));
        for (OpenListener listener : open) {
            try {
                listener.reloadCertificates();
            } catch (IOException failure) {
                troubles.add(
                        "The certificates of %s stay as they were: %s."
                                .formatted(listener.name(), failure.getMessage()));
            }
        }
        List<String> pending = new ArrayList<>(reloaded.pending());
        Map<String, WampListener> wanted = new LinkedHashMap<>();
        changed.listeners().forEach(listener -> wanted.put(listener.name(), listener));
        for (OpenListener listener : open) {
            WampListener now = wanted.remove(listener.name());
            if (now == null || !listener.config().same(now)) {
                pending.add("listeners." + listener.name());
            }
        }
        wanted.keySet().forEach(name -> pending.add("listeners." + name));
        return new Change(reloaded, pending, troubles);
    }

    /**
     * Says goodbye to every client while the listeners still carry it, and then lets what else is
     * under way at the listeners end.
     */
    @Override
    public void close() {
        bridges.close();
        router.close();
        try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            open.forEach(one -> stopping.execute(() -> one.close(STOP_DEADLINE)));
        }
        open.clear();
    }
}
