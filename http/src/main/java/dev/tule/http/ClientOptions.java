package dev.tule.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param connectTimeout until the connection stands, opening handshakes included; default 10 s, 10
 *     ms to 1 h
 * @param trustedCertificates PEM file of the certificates that a server's chain must end in; null
 *     for those the Java platform trusts
 * @param certificate what to show to servers that ask for a certificate; null for nothing
 * @param webSocketOptions how WebSockets are used; the allowed origins have no meaning here
 */
public record ClientOptions(
        Duration connectTimeout,
        @Nullable Path trustedCertificates,
        @Nullable Tls certificate,
        WebSocketOptions webSocketOptions) {

    public ClientOptions {
        Limits.check("connect-timeout", connectTimeout.toMillis(), 10, 3_600_000);
    }

    public static ClientOptions defaults() {
        return new ClientOptions(Duration.ofSeconds(10), null, null, WebSocketOptions.defaults());
    }

    public ClientOptions withConnectTimeout(Duration timeout) {
        return new ClientOptions(timeout, trustedCertificates, certificate, webSocketOptions);
    }

    public ClientOptions withTrustedCertificates(Path pem) {
        return new ClientOptions(connectTimeout, pem, certificate, webSocketOptions);
    }

    public ClientOptions withCertificate(Tls own) {
        return new ClientOptions(connectTimeout, trustedCertificates, own, webSocketOptions);
    }

    public ClientOptions withWebSocketOptions(WebSocketOptions options) {
        return new ClientOptions(connectTimeout, trustedCertificates, certificate, options);
    }
}
