package dev.tule.wamp.client;

import dev.tule.http.Tls;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client uses WebSockets and RawSockets. Start from {@link #defaults} and change what you
 * need.
 *
 * @param batched whether to ask for a batched WebSocket subprotocol first: many small messages then
 *     travel in one frame; a router without it is spoken to as ever (default no)
 * @param compression whether to offer permessage-deflate for WebSockets (default no)
 * @param trustedCertificates PEM file of the certificates that a router's chain must end in; null
 *     for those the Java platform trusts (default)
 * @param certificate what to show to a router that asks for a certificate; null for nothing
 *     (default)
 * @param pingInterval a router that was silent for so long on a WebSocket is pinged (default 30 s)
 * @param pongTimeout a router that is silent for so long after the ping is taken for dead (default
 *     20 s)
 */
public record SocketOptions(
        boolean batched,
        boolean compression,
        @Nullable Path trustedCertificates,
        @Nullable Tls certificate,
        Duration pingInterval,
        Duration pongTimeout) {

    public static SocketOptions defaults() {
        return new SocketOptions(
                false, false, null, null, Duration.ofSeconds(30), Duration.ofSeconds(20));
    }

    public SocketOptions withBatched(boolean changed) {
        return new SocketOptions(
                changed, compression, trustedCertificates, certificate, pingInterval, pongTimeout);
    }

    public SocketOptions withCompression(boolean changed) {
        return new SocketOptions(
                batched, changed, trustedCertificates, certificate, pingInterval, pongTimeout);
    }

    public SocketOptions withTrustedCertificates(Path pem) {
        return new SocketOptions(batched, compression, pem, certificate, pingInterval, pongTimeout);
    }

    public SocketOptions withCertificate(Tls own) {
        return new SocketOptions(
                batched, compression, trustedCertificates, own, pingInterval, pongTimeout);
    }

    public SocketOptions withPings(Duration interval, Duration timeout) {
        return new SocketOptions(
                batched, compression, trustedCertificates, certificate, interval, timeout);
    }
}
