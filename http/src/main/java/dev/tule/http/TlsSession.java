package dev.tule.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What TLS knows of a connection. Immutable; safe for use by many threads. */
public final class TlsSession {
    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTED_BYTES = 32;

    private final SSLSession session;
    private final boolean server;

    /**
     * @param server whether this side is the server
     */
    TlsSession(SSLSession session, boolean server) {
        this.session = session;
        this.server = server;
    }

    /** Such as {@code TLSv1.3}. */
    public String protocol() {
        return session.getProtocol();
    }

    /** The peer's certificate and those that signed it; empty where it showed none. */
    public List<X509Certificate> peerCertificates() {
        try {
            return certificates(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private static List<X509Certificate> certificates(Certificate[] chain) {
        List<X509Certificate> certificates = new ArrayList<>(chain.length);
        for (Certificate certificate : chain) {
            if (certificate instanceof X509Certificate x509) {
                certificates.add(x509);
            }
        }
        return List.copyOf(certificates);
    }

    /**
     * Bytes that both ends of this connection know and that no other connection has: {@code
     * tls-exporter} (RFC 9266), or {@code tls-server-end-point} (RFC 5929), which is the same for
     * all connections to one certificate. Empty for {@code tls-unique}, which the Java platform
     * keeps to itself and TLS 1.3 lacks.
     */
    public Optional<byte[]> channelBinding(String type) {
        return switch (type) {
            case "tls-exporter" -> exported();
            case "tls-server-end-point" -> serverEndPoint();
            default -> Optional.empty();
        };
    }

    private Optional<byte[]> exported() {
        // Below TLS 1.3 two sessions can be made to agree, unless both ends use RFC 7627.
        if (!(session instanceof ExtendedSSLSession extended) || !protocol().equals("TLSv1.3")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    extended.exportKeyingMaterialData(EXPORTER_LABEL, new byte[0], EXPORTED_BYTES));
        } catch (SSLKeyException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> serverEndPoint() {
        Certificate[] own = session.getLocalCertificates();
        List<X509Certificate> chain =
                server ? certificates(own == null ? new Certificate[0] : own) : peerCertificates();
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        try {
            MessageDigest hash = MessageDigest.getInstance(hashOf(chain.getFirst()));
            return Optional.of(hash.digest(chain.getFirst().getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    /** The signature's hash, but SHA-256 in place of what is broken (RFC 5929 section 4.1). */
    private static String hashOf(X509Certificate certificate) {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.startsWith("SHA384")) {
            return "SHA-384";
        }
        return signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
    }

    @Override
    public String toString() {
        return "TlsSession[" + protocol() + "]";
    }
}
