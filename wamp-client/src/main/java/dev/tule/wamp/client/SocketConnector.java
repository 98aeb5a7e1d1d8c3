package dev.tule.wamp.client;

import dev.tule.http.ClientOptions;
import dev.tule.http.Network;
import dev.tule.http.Tcp;
import dev.tule.http.TcpClient;
import dev.tule.http.Tls;
import dev.tule.http.WebSocket;
import dev.tule.http.WebSocketClient;
import dev.tule.http.WebSocketOptions;
import dev.tule.wamp.Limits;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.RawSocket;
import dev.tule.wamp.transport.Subprotocol;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.WebSocketTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets and RawSockets to a router. Safe for use by many threads. */
final class SocketConnector implements Connector {
    private final URI router;
    private final String scheme;
    private final Serializer serializer;
    private final List<String> subprotocols;
    private final Limits limits;
    private final Duration timeout;
    private final Network network;
    private final boolean ownsNetwork;
    private final Cookies cookies = new Cookies();
    private final @Nullable Path unixSocket;
    private final @Nullable WebSocketClient webSockets;
    private final @Nullable TcpClient rawSockets;

    /**
     * @param shared the event loops to use, which the caller closes; null for own ones
     */
    SocketConnector(
            URI router, dev.tule.wamp.client.ClientOptions options, @Nullable Network shared) {
        this.router = router;
        this.scheme = String.valueOf(router.getScheme()).toLowerCase(Locale.ROOT);
        this.serializer = options.serializer();
        this.limits = options.limits();
        this.timeout = options.requestTimeout();
        boolean webSocket = scheme.equals("ws") || scheme.equals("wss");
        if (!webSocket && !scheme.equals("rs") && !scheme.equals("rss")) {
            throw new IllegalArgumentException(
                    "a router's address begins with ws, wss, rs or rss: " + router);
        }
        this.unixSocket = scheme.equals("rs") ? unixSocket(router) : null;
        if (!webSocket
                && unixSocket == null
                && (router.getHost() == null || router.getPort() < 0)) {
            throw new IllegalArgumentException(
                    "rs://host:port or rs://unix:/path is expected: " + router);
        }
        this.ownsNetwork = shared == null;
        this.network = shared == null ? Network.open() : shared;
        this.subprotocols = subprotocols(serializer, options.sockets().batched());
        ClientOptions how = how(options);
        this.webSockets = webSocket ? new WebSocketClient(network, how) : null;
        this.rawSockets = webSocket ? null : new TcpClient(network, how);
    }

    /** The path in {@code rs://unix:/path}; null where it is none. */
    private static @Nullable Path unixSocket(URI router) {
        return "unix:".equals(router.getRawAuthority()) ? Path.of(router.getPath()) : null;
    }

    private static List<String> subprotocols(Serializer serializer, boolean batched) {
        String plain = new Subprotocol(serializer, false).name();
        return batched ? List.of(new Subprotocol(serializer, true).name(), plain) : List.of(plain);
    }

    private static ClientOptions how(dev.tule.wamp.client.ClientOptions options) {
        SocketOptions sockets = options.sockets();
        int most = options.limits().messageBytes();
        ClientOptions how =
                ClientOptions.defaults()
                        .withConnectTimeout(options.requestTimeout())
                        .withWebSocketOptions(
                                WebSocketOptions.defaults()
                                        .withMaxBytes(most, most)
                                        .withCompression(sockets.compression())
                                        .withPings(sockets.pingInterval(), sockets.pongTimeout()));
        Path trusted = sockets.trustedCertificates();
        if (trusted != null) {
            how = how.withTrustedCertificates(trusted);
        }
        Tls own = sockets.certificate();
        return own == null ? how : how.withCertificate(own);
    }

    @Override
    public void open(Transport.Acceptor client) throws IOException {
        if (webSockets != null) {
            openWebSocket(webSockets, client);
        } else if (rawSockets != null) {
            openRawSocket(rawSockets, client);
        }
    }

    private void openWebSocket(WebSocketClient sockets, Transport.Acceptor client)
            throws IOException {
        WebSocket opened =
                sockets.connect(
                        router,
                        subprotocols,
                        cookies.request(),
                        socket -> WebSocketTransport.open(socket, client));
        cookies.keep(opened.handshake());
        if (opened.subprotocol().isEmpty()) {
            throw new IOException("that is no WAMP router: it agreed on no subprotocol");
        }
    }

    private void openRawSocket(TcpClient sockets, Transport.Acceptor client) throws IOException {
        CompletableFuture<@Nullable Void> shaken = new CompletableFuture<>();
        int handshake = RawSocket.handshake(serializer, limits.messageBytes());
        Tcp.Endpoint endpoint =
                tcp -> new RawSocketPeer(tcp, serializer, handshake, client, shaken);
        Tcp tcp = connect(sockets, endpoint);
        try {
            shaken.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            tcp.abort();
            throw new IOException("the router did not answer the handshake", e);
        } catch (ExecutionException e) {
            tcp.abort();
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? "no handshake" : cause.getMessage(), e);
        } catch (InterruptedException e) {
            tcp.abort();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Tcp connect(TcpClient sockets, Tcp.Endpoint endpoint) throws IOException {
        if (unixSocket != null) {
            return sockets.connect(unixSocket, endpoint);
        }
        return scheme.equals("rss")
                ? sockets.connectTls(router.getHost(), router.getPort(), endpoint)
                : sockets.connect(router.getHost(), router.getPort(), endpoint);
    }

    @Override
    public void close() {
        if (webSockets != null) {
            webSockets.close();
        }
        if (rawSockets != null) {
            rawSockets.close();
        }
        if (ownsNetwork) {
            network.close();
        }
    }
}
