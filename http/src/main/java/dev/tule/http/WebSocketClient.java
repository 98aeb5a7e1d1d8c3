package dev.tule.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** Opens WebSockets. Safe for use by many threads; closing it cuts its connections. */
public final class WebSocketClient implements AutoCloseable {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Dialer dialer;
    private final ClientOptions options;

    /** A client on these event loops. */
    public WebSocketClient(Network network, ClientOptions options) {
        this.dialer = new Dialer(network, options);
        this.options = options;
    }

    /**
     * Connects; blocks, so not on an event loop. The receiver is asked for, on the connection's
     * event loop, before this returns and before anything arrives.
     *
     * @param uri {@code ws} or {@code wss}
     * @param subprotocols offered to the server, best first; the one it chose is {@link
     *     WebSocket#subprotocol}, empty where it chose none
     * @param headers sent with the handshake, such as {@code Authorization}
     * @param receiver makes the receiver of a new WebSocket
     * @throws IOException when the server refuses, or no connection stands within the timeout
     */
    public WebSocket connect(
            URI uri,
            List<String> subprotocols,
            Headers headers,
            Function<WebSocket, WebSocket.Receiver> receiver)
            throws IOException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("wss");
        if (!tls && !scheme.equals("ws")) {
            throw new IllegalArgumentException("neither ws nor wss: " + uri);
        }
        String host = Objects.requireNonNull(uri.getHost(), "the URI names no host");
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        return dialer.<WebSocket>dial(
                withoutBrackets(host),
                port,
                tls,
                (channel, supervisor, opened) -> {
                    ClientHandshake handshake =
                            new ClientHandshake(
                                    uri,
                                    subprotocols,
                                    headers,
                                    options.webSocketOptions(),
                                    supervisor,
                                    receiver,
                                    opened);
                    Pipelines.takeOver(channel, () -> {}, ClientHandshake.decoder(), handshake);
                });
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() {
        dialer.close();
    }
}
