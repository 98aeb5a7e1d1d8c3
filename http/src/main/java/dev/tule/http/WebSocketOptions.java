package dev.tule.http;

import java.time.Duration;
import java.util.Set;

/**
 * How WebSockets are served or used.
 *
 * @param maxFrameBytes longest frame taken, in bytes; default 16 MiB, 125 B to 1 GiB; a longer one
 *     closes the connection with 1009
 * @param maxMessageBytes longest message taken, joined from its frames and inflated; default 16
 *     MiB, 125 B to 1 GiB; a longer one closes the connection with 1009
 * @param compression whether permessage-deflate (RFC 7692) is negotiated. Off by default: it costs
 *     some 300 KiB of memory a connection, and a message for many subscribers is deflated for each
 * @param pingInterval a peer that has been silent for so long is sent a ping; default 30 s, 10 ms
 *     to 1 h
 * @param pongTimeout a peer that is silent for so long after the ping is taken for dead and cut;
 *     default 20 s, 10 ms to 1 h
 * @param closeTimeout how long the closing handshake may take; default 5 s, 10 ms to 1 min
 * @param allowedOrigins browser origins ({@code https://host:port}) that may connect beside those
 *     of the same host as the request's and of localhost; {@code *} allows all. A handshake without
 *     an {@code Origin} (which is no browser's) is always allowed.
 */
public record WebSocketOptions(
        int maxFrameBytes,
        int maxMessageBytes,
        boolean compression,
        Duration pingInterval,
        Duration pongTimeout,
        Duration closeTimeout,
        Set<String> allowedOrigins) {

    private static final int MIB = 1024 * 1024;

    public WebSocketOptions {
        Limits.check("max-frame-bytes", maxFrameBytes, 125, 1024 * MIB);
        Limits.check("max-message-bytes", maxMessageBytes, 125, 1024 * MIB);
        Limits.check("ping-interval", pingInterval.toMillis(), 10, 3_600_000);
        Limits.check("pong-timeout", pongTimeout.toMillis(), 10, 3_600_000);
        Limits.check("close-timeout", closeTimeout.toMillis(), 10, 60_000);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    public static WebSocketOptions defaults() {
        return new WebSocketOptions(
                16 * MIB,
                16 * MIB,
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Set.of());
    }

    /**
     * Whether a browser's page of that origin may connect to this host, as named in the request.
     */
    public boolean allowsOrigin(String origin, String host) {
        return ServerHandshake.isAllowed(origin, host, allowedOrigins);
    }

    public WebSocketOptions withMaxBytes(int frame, int message) {
        return new WebSocketOptions(
                frame,
                message,
                compression,
                pingInterval,
                pongTimeout,
                closeTimeout,
                allowedOrigins);
    }

    public WebSocketOptions withCompression(boolean on) {
        return new WebSocketOptions(
                maxFrameBytes,
                maxMessageBytes,
                on,
                pingInterval,
                pongTimeout,
                closeTimeout,
                allowedOrigins);
    }

    public WebSocketOptions withPings(Duration interval, Duration timeout) {
        return new WebSocketOptions(
                maxFrameBytes,
                maxMessageBytes,
                compression,
                interval,
                timeout,
                closeTimeout,
                allowedOrigins);
    }

    public WebSocketOptions withAllowedOrigins(Set<String> origins) {
        return new WebSocketOptions(
                maxFrameBytes,
                maxMessageBytes,
                compression,
                pingInterval,
                pongTimeout,
                closeTimeout,
                origins);
    }
}
