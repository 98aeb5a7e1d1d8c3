package dev.tule.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a server has, and which of them it shows: one for the name that a client
 * asks for (SNI, RFC 6066 section 3), or the first. May be changed while it is in use: new
 * connections are shown what is there then. Safe for use by many threads.
 */
public final class KeyRing {
    private volatile Shown shown;

    /**
     * A ring.
     *
     * @param identities the first is shown where no other is asked for
     */
    public KeyRing(List<TlsIdentity> identities) {
        this.shown = Shown.of(identities, Map.of());
    }

    /** Has new connections shown others. */
    public void change(List<TlsIdentity> identities) {
        shown = Shown.of(identities, shown.current());
    }

    /** TLS with these certificates, for a server's sockets. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keyManager()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    X509ExtendedKeyManager keyManager() {
        return new ByName();
    }

    /**
     * What is shown at a time.
     *
     * @param byAlias with those before: a handshake may be under way that has chosen one
     */
    private record Shown(List<TlsIdentity> inOrder, Map<String, TlsIdentity> byAlias) {
        static Shown of(List<TlsIdentity> identities, Map<String, TlsIdentity> before) {
            if (identities.isEmpty()) {
                throw new IllegalArgumentException("a server has a certificate at least");
            }
            Map<String, TlsIdentity> all = new HashMap<>(before);
            identities.forEach(each -> all.put(alias(each), each));
            return new Shown(List.copyOf(identities), all);
        }

        private static String alias(TlsIdentity identity) {
            X509Certificate certificate = identity.certificate();
            return certificate.getSerialNumber() + " " + certificate.hashCode();
        }

        Map<String, TlsIdentity> current() {
            Map<String, TlsIdentity> current = new HashMap<>();
            inOrder.forEach(each -> current.put(alias(each), each));
            return current;
        }

        /** Its alias, if it has a key of this kind. */
        @Nullable String choose(String keyType, List<String> hosts) {
            List<TlsIdentity> fitting =
                    inOrder.stream().filter(each -> hosts.stream().anyMatch(each::isFor)).toList();
            if (fitting.isEmpty()) {
                fitting = List.of(inOrder.getFirst());
            }
            return fitting.stream()
                    .filter(each -> each.key().getAlgorithm().equals(keyType))
                    .map(Shown::alias)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Tells TLS which. */
    private final class ByName extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
            return choose(keyType, engine.getHandshakeSession());
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return socket instanceof SSLSocket tls
                    ? choose(keyType, tls.getHandshakeSession())
                    : shown.choose(keyType, List.of());
        }

        private @Nullable String choose(String keyType, @Nullable SSLSession session) {
            List<SNIServerName> asked =
                    session instanceof ExtendedSSLSession extended
                            ? extended.getRequestedServerNames()
                            : List.of();
            return shown.choose(keyType, asked.stream().map(KeyRing::host).toList());
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            TlsIdentity found = shown.byAlias.get(alias);
            return found == null ? null : found.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            TlsIdentity found = shown.byAlias.get(alias);
            return found == null ? null : found.key();
        }

        @Override
        public String @Nullable [] getServerAliases(
                String keyType, Principal @Nullable [] issuers) {
            String alias = shown.choose(keyType, List.of());
            return alias == null ? null : new String[] {alias};
        }

        @Override
        public String @Nullable [] getClientAliases(
                String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }

    private static String host(SNIServerName name) {
        if (name.getType() != StandardConstants.SNI_HOST_NAME) {
            return "";
        }
        try {
            return new SNIHostName(name.getEncoded()).getAsciiName().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
