package dev.tule.http;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
 * @param tls certificate and key, in files; null for none
 * @param keys certificates and keys, and the versions of TLS that are spoken; null for none. With
 *     neither, plain text
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
        @Nullable Tls tls,
        @Nullable Keys keys) {

    /**
     * TLS with certificates of a ring.
     *
     * @param protocols such as {@code TLSv1.3}
     */
    public record Keys(KeyRing ring, Set<String> protocols) {
        public Keys {
            protocols = Set.copyOf(protocols);
        }
    }

    public ListenerConfig {
        Limits.check("port", port, 0, 65_535);
        webSockets = Map.copyOf(webSockets);
    }

    /** Whether it speaks TLS. */
    boolean isSecure() {
        return tls != null || keys != null;
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
                null,
                null);
    }

    public ListenerConfig at(String newHost, int newPort) {
        return new ListenerConfig(
                newHost,
                newPort,
                null,
                handler,
                webSockets,
                tcp,
                limits,
                webSocketOptions,
                tls,
                keys);
    }

    /** A Unix socket in place of a port; a socket that is there and not in use is replaced. */
    public ListenerConfig at(Path newUnixSocket) {
        return new ListenerConfig(
                host,
                0,
                newUnixSocket,
                handler,
                webSockets,
                tcp,
                limits,
                webSocketOptions,
                tls,
                keys);
    }

    public ListenerConfig withWebSocket(String path, WebSocket.Endpoint endpoint) {
        Map<String, WebSocket.Endpoint> all = new LinkedHashMap<>(webSockets);
        all.put(path, endpoint);
        return new ListenerConfig(
                host, port, unixSocket, handler, all, tcp, limits, webSocketOptions, tls, keys);
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
                tls,
                keys);
    }

    public ListenerConfig withLimits(Limits newLimits) {
        return new ListenerConfig(
                host,
                port,
                unixSocket,
                handler,
                webSockets,
                tcp,
                newLimits,
                webSocketOptions,
                tls,
                keys);
    }

    public ListenerConfig withWebSocketOptions(WebSocketOptions options) {
        return new ListenerConfig(
                host, port, unixSocket, handler, webSockets, tcp, limits, options, tls, keys);
    }

    public ListenerConfig withTls(Tls newTls) {
        return new ListenerConfig(
                host,
                port,
                unixSocket,
                handler,
                webSockets,
                tcp,
                limits,
                webSocketOptions,
                newTls,
                null);
    }

    /** TLS with a ring's certificates, in the place of those in files. */
    public ListenerConfig withKeys(KeyRing ring, Set<String> protocols) {
        return new ListenerConfig(
                host,
                port,
                unixSocket,
                handler,
                webSockets,
                tcp,
                limits,
                webSocketOptions,
                null,
                new Keys(ring, protocols));
    }
}
