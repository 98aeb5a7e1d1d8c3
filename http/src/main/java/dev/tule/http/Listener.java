package dev.tule.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A port that is being served; part of an {@link HttpServer}. Safe for use by many threads.
 *
 * <p>Vert.x binds a server to the event loop it was started on; so there is one for each loop, and
 * they share the port.
 */
public final class Listener {
    private static final long START_SECONDS = 20;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Network network;
    private final String address;
    private final ListenerConfig config;
    private final List<io.vertx.core.http.HttpServer> servers = new ArrayList<>();
    private final Map<EventLoop, Supervisor> supervisors = new ConcurrentHashMap<>();
    private final ThreadFactory threads;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final int port;

    Listener(Network network, ListenerConfig config) throws IOException {
        this.config = config;
        this.threads = Thread.ofVirtual().name("http-" + config.port() + "-", 0).factory();
        this.network = network;
        Path unix = config.unixSocket();
        this.address = unix == null ? config.host() + ":" + config.port() : unix.toString();
        if (unix != null || config.port() != 0) {
            network.claim(address);
        }
        try {
            if (unix != null) {
                UnixSockets.prepare(unix);
            }
            SocketAddress asked = asked();
            for (int i = 0; i < network.loops(); i++) {
                start(network.vertx(), asked);
            }
            if (unix != null) {
                UnixSockets.protect(unix);
            }
        } catch (IOException e) {
            await(stop(Duration.ZERO), START_SECONDS);
            cut();
            throw e;
        }
        this.port = unix == null ? servers.getFirst().actualPort() : 0;
    }

    private SocketAddress asked() {
        Path unix = config.unixSocket();
        if (unix != null) {
            return SocketAddress.domainSocketAddress(unix.toString());
        }
        int asked = config.port() == 0 ? network.anyPort() : config.port();
        return asked < 0
                ? SocketAddress.sharedRandomPort(-asked, config.host())
                : SocketAddress.inetSocketAddress(asked, config.host());
    }

    /** The port that is served: the one the system picked where the configuration asked for 0. */
    public int port() {
        return port;
    }

    public ListenerConfig config() {
        return config;
    }

    /** How many requests are being answered. */
    public int requestsInFlight() {
        return inFlight.get();
    }

    /** How many connections are open, of every kind. */
    public int connections() {
        return connections.get();
    }

    Limits limits() {
        return config.limits();
    }

    ThreadFactory threads() {
        return threads;
    }

    /** Takes a place among the requests in flight, if there is one. */
    boolean admit() {
        if (inFlight.incrementAndGet() > limits().maxRequestsInFlight()) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Takes a place, whether or not there is one. */
    void enter() {
        inFlight.incrementAndGet();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    private void start(Vertx vertx, SocketAddress asked) throws IOException {
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        EventLoop loop = context.nettyEventLoop();
        Supervisor supervisor =
                supervisors.computeIfAbsent(loop, on -> new Supervisor(on, shortestTimeout()));
        io.vertx.core.http.HttpServer server =
                vertx.createHttpServer(options())
                        .connectionHandler(opened -> opened(Pipelines.channel(opened), supervisor))
                        .requestHandler(request -> of(request).request(request))
                        .invalidRequestHandler(Listener::malformed);
        servers.add(server);
        Promise<Object> started = Promise.promise();
        context.runOnContext(now -> server.listen(asked).<Object>mapEmpty().onComplete(started));
        await(started.future(), START_SECONDS);
    }

    private HttpServerOptions options() {
        Limits limits = config.limits();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setMaxInitialLineLength(limits.maxRequestLineBytes())
                        .setMaxHeaderSize(limits.maxHeaderBytes())
                        .setMaxChunkSize(CHUNK_BYTES)
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        // HTTP/1.1 alone, decided before the first byte: Pipelines rests on it.
                        .setHttp2ClearTextEnabled(false)
                        .setUseAlpn(false)
                        // WebSockets are ours.
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setHandle100ContinueAutomatically(false);
        Tls tls = config.tls();
        if (tls != null) {
            // Set one by one: the options of an HTTP server would else bring HTTP/2 along.
            options.setSsl(true)
                    .setKeyCertOptions(keyAndCertificate(tls))
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setSslHandshakeTimeout(limits.headTimeout().toMillis());
            Path authorities = tls.clients().authorities();
            if (authorities != null) {
                options.setClientAuth(clientAuth(tls)).setTrustOptions(trust(authorities));
            }
        }
        ListenerConfig.Keys keys = config.keys();
        if (keys != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new KeyRingOptions(keys.ring()))
                    .setEnabledSecureTransportProtocols(keys.protocols())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setSslHandshakeTimeout(limits.headTimeout().toMillis());
        }
        return options;
    }

    private static PemKeyCertOptions keyAndCertificate(Tls tls) {
        return new PemKeyCertOptions()
                .addCertPath(tls.certificateChain().toString())
                .addKeyPath(tls.privateKey().toString());
    }

    private static ClientAuth clientAuth(Tls tls) {
        return tls.clients().required() ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
    }

    private static PemTrustOptions trust(Path authorities) {
        return new PemTrustOptions().addCertPath(authorities.toString());
    }

    /**
     * Reads the certificate, key and authorities anew: new connections get them, open ones stay.
     *
     * @throws IOException when they can't be read; what was there before stays
     */
    void reloadCertificates() throws IOException {
        Tls tls = config.tls();
        if (tls == null) {
            return;
        }
        ServerSSLOptions renewed = new ServerSSLOptions().setKeyCertOptions(keyAndCertificate(tls));
        Path authorities = tls.clients().authorities();
        if (authorities != null) {
            renewed.setClientAuth(clientAuth(tls)).setTrustOptions(trust(authorities));
        }
        for (io.vertx.core.http.HttpServer server : servers) {
            await(server.updateSSLOptions(renewed, true), START_SECONDS);
        }
    }

    private Duration shortestTimeout() {
        Stream<Duration> timeouts = Stream.of(limits().headTimeout(), limits().idleTimeout());
        if (!config.webSockets().isEmpty()) {
            timeouts =
                    Stream.concat(
                            timeouts,
                            Stream.of(
                                    config.webSocketOptions().pingInterval(),
                                    config.webSocketOptions().pongTimeout()));
        }
        return timeouts.min(Duration::compareTo).orElseThrow();
    }

    private void opened(Channel channel, Supervisor supervisor) {
        if (connections.incrementAndGet() > limits().maxConnections()) {
            connections.decrementAndGet();
            var _ = channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        network.opened(channel);
        Pipelines.guard(channel, new HttpConnection(this, supervisor, channel));
    }

    private static HttpConnection of(HttpServerRequest request) {
        return Pipelines.of(request.connection());
    }

    private static void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status =
                switch (cause) {
                    case TooLongHttpLineException tooLong -> 414;
                    case TooLongHttpHeaderException tooLong -> 431;
                    case null, default -> 400;
                };
        of(request).malformed(status);
    }

    /**
     * Refuses connections from now on, lets requests in flight end, and cuts what is left after the
     * deadline. When it is done, the port is free.
     */
    Future<Void> stop(Duration deadline) {
        supervisors.values().forEach(Supervisor::drain);
        Future<Void> turning =
                config.unixSocket() == null
                        ? network.turnAway(new InetSocketAddress(config.host(), port))
                        : Future.succeededFuture();
        return turning.eventually(() -> shutDown(deadline))
                .eventually(network::freed)
                .onComplete(ended -> network.release(address))
                .mapEmpty();
    }

    private Future<?> shutDown(Duration deadline) {
        List<Future<Void>> stopped =
                servers.stream()
                        .map(
                                server ->
                                        server.shutdown(
                                                Math.max(1, deadline.toMillis()),
                                                TimeUnit.MILLISECONDS))
                        .toList();
        return Future.join(stopped);
    }

    /** Ends every connection that is still open. */
    void cut() {
        supervisors.values().forEach(Supervisor::cut);
    }

    static void await(Future<?> future, long seconds) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer from the network within " + seconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted");
        }
    }
}
