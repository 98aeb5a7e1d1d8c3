package dev.tule.http;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One port and what is served there. HTTP and WebSocket share the port; with a TCP endpoint, a
 * connection whose first byte is 0x7F (the RawSocket handshake of WAMP) goes to that instead.
 *
 * @param host the address to bind; default 127.0.0.1
 * @param port the port to bind, 0 to 65535; default 0, which takes a free one
 * @param unixSocket the path of a Unix socket to serve instead of host and port; null for none
 * @param handler answers HTTP requests
 * @param webSockets endpoints by path; the path is compared as sent, without its query
 * @param tcp takes connections that open with 0x7F; null for none
 * @param limits what a client may take
 * @param webSocketOptions how WebSockets are served
 * @param tls certificate and key; null for plain text
 */
public record ListenerConfig(
        String host,
        int port,
        @Nullable Path unixSocket,
        Handler handler,
        Map<String, WebSocket.Endpoint> webSockets,
        Tcp.@Nullable Endpoint tcp,
        Limits limits,
        WebSocketOptions webSocketOptions,
        @Nullable Tls tls) {

    public ListenerConfig {
        Limits.check("port", port, 0, 65_535);
        webSockets = Map.copyOf(webSockets);
    }

    /** A listener on a free port of 127.0.0.1, with default limits. */
    public static ListenerConfig of(Handler handler) {
        return new ListenerConfig(
                "127.0.0.1",
                0,
                null,
                handler,
                Map.of(),
                null,
                Limits.defaults(),
                WebSocketOptions.defaults(),
                null);
    }

    public ListenerConfig at(String newHost, int newPort) {
        return new ListenerConfig(
                newHost, newPort, null, handler, webSockets, tcp, limits, webSocketOptions, tls);
    }

    /** A Unix socket in place of a port; a socket that is there and not in use is replaced. */
    public ListenerConfig at(Path newUnixSocket) {
        return new ListenerConfig(
                host, 0, newUnixSocket, handler, webSockets, tcp, limits, webSocketOptions, tls);
    }

    public ListenerConfig withWebSocket(String path, WebSocket.Endpoint endpoint) {
        Map<String, WebSocket.Endpoint> all = new LinkedHashMap<>(webSockets);
        all.put(path, endpoint);
        return new ListenerConfig(
                host, port, unixSocket, handler, all, tcp, limits, webSocketOptions, tls);
    }

    public ListenerConfig withTcp(Tcp.Endpoint endpoint) {
        return new ListenerConfig(
                host,
                port,
                unixSocket,
                handler,
                webSockets,
                endpoint,
                limits,
                webSocketOptions,
                tls);
    }

    public ListenerConfig withLimits(Limits newLimits) {
        return new ListenerConfig(
                host, port, unixSocket, handler, webSockets, tcp, newLimits, webSocketOptions, tls);
    }

    public ListenerConfig withWebSocketOptions(WebSocketOptions options) {
        return new ListenerConfig(
                host, port, unixSocket, handler, webSockets, tcp, limits, options, tls);
    }

    public ListenerConfig withTls(Tls newTls) {
        return new ListenerConfig(
                host, port, unixSocket, handler, webSockets, tcp, limits, webSocketOptions, newTls);
    }
}
