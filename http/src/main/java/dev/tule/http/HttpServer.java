package dev.tule.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Serves HTTP/1.1, WebSockets and TCP on one or more listeners. Safe for use by many threads.
 *
 * <pre>{@code
 * try (HttpServer server = HttpServer.start(ListenerConfig.of(request -> Response.empty(204)))) {
 *     server.port();
 * }
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);
    private static final long MARGIN_MILLIS = 500;
    private static final long CUT_MILLIS = 5_000;

    private final List<Listener> listeners;
    private final @Nullable Network owned;

    private HttpServer(List<Listener> listeners, @Nullable Network owned) {
        this.listeners = List.copyOf(listeners);
        this.owned = owned;
    }

    /**
     * Starts listeners on a network of their own.
     *
     * @throws IOException when a port can't be bound, or a certificate can't be read
     */
    public static HttpServer start(ListenerConfig... configs) throws IOException {
        Network network = Network.open();
        try {
            return new HttpServer(listen(network, List.of(configs)), network);
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * Starts listeners on a network that the caller closes.
     *
     * @throws IOException when a port can't be bound, or a certificate can't be read
     */
    public static HttpServer start(Network network, List<ListenerConfig> configs)
            throws IOException {
        return new HttpServer(listen(network, configs), null);
    }

    private static List<Listener> listen(Network network, List<ListenerConfig> configs)
            throws IOException {
        List<Listener> listeners = new ArrayList<>();
        try {
            for (ListenerConfig config : configs) {
                listeners.add(new Listener(network, config));
            }
            return listeners;
        } catch (IOException | RuntimeException e) {
            new HttpServer(listeners, null).stop(Duration.ZERO);
            throw e;
        }
    }

    /** The listeners, in the order of their configurations. */
    public List<Listener> listeners() {
        return listeners;
    }

    /** The first listener's port. */
    public int port() {
        return listeners.getFirst().port();
    }

    /**
     * Reads the certificates of all listeners anew, as they lie on disk: new connections get them,
     * open ones stay as they are.
     *
     * @throws IOException when they can't be read; those in use before stay
     */
    public void reloadCertificates() throws IOException {
        for (Listener listener : listeners) {
            listener.reloadCertificates();
        }
    }

    /**
     * Stops gracefully: refuses new connections and requests, lets requests in flight end, closes
     * WebSockets with 1001, and cuts what is left when the deadline has passed. Returns when every
     * connection has ended.
     */
    public void stop(Duration deadline) {
        Future<?> stopped = Future.join(listeners.stream().map(l -> l.stop(deadline)).toList());
        if (!await(stopped, deadline.toMillis())) {
            listeners.forEach(Listener::cut);
            await(stopped, CUT_MILLIS);
        }
        listeners.forEach(Listener::cut);
        if (owned != null) {
            owned.close();
        }
    }

    private static boolean await(Future<?> stopped, long millis) {
        try {
            stopped.toCompletionStage()
                    .toCompletableFuture()
                    .get(millis + MARGIN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "a listener did not stop cleanly", e.getCause());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops with a deadline of two seconds. */
    @Override
    public void close() {
        stop(CLOSE_DEADLINE);
    }
}
