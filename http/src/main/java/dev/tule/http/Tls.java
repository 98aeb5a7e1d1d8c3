package dev.tule.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an end of a connection shows over TLS: a server (HTTPS, WSS), or a client that proves who it
 * is by a certificate.
 *
 * @param certificateChain PEM file: its own certificate, then those that signed it
 * @param privateKey PEM file: the certificate's private key (PKCS #8), unencrypted
 * @param clients whether a server asks its clients for certificates, too; without meaning at a
 *     client
 */
public record Tls(Path certificateChain, Path privateKey, Clients clients) {

    /** A server that asks for no certificates; or a client. */
    public Tls(Path certificateChain, Path privateKey) {
        this(certificateChain, privateKey, Clients.NOT_ASKED);
    }

    /** A server that asks its clients for a certificate that ends in one of these (PEM file). */
    public Tls withClients(Path authorities, boolean required) {
        return new Tls(certificateChain, privateKey, new Clients(authorities, required));
    }

    /**
     * What clients are asked for.
     *
     * @param authorities PEM file of the certificates that a client's chain must end in; a client
     *     that shows another is refused. Null where clients are not asked
     * @param required whether a client that shows none is refused
     */
    public record Clients(@Nullable Path authorities, boolean required) {
        static final Clients NOT_ASKED = new Clients(null, false);
    }
}
