package dev.tule.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, those that signed it, and its private key. Immutable.
 *
 * @param chain its own certificate first
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int DNS_NAME = 2;

    /** A key and a certificate don't belong together. */
    public static final class KeyMismatchException extends CertificateException {
        private static final long serialVersionUID = 1;

        KeyMismatchException(@Nullable Exception cause) {
            super("the key is not the certificate's", cause);
        }
    }

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads an identity.
     *
     * @param certificates in PEM: its own, then those that signed it
     * @param key in PEM, not encrypted: PKCS #8, PKCS #1 (RSA) or SEC 1 (elliptic curves)
     * @throws KeyMismatchException when the key is another certificate's
     * @throws CertificateException when they can't be read
     */
    public static TlsIdentity ofPem(String certificates, String key) throws CertificateException {
        PemKeyCertOptions pem =
                new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(certificates))
                        .addKeyValue(Buffer.buffer(key));
        try {
            X509KeyManager manager =
                    (X509KeyManager)
                            // No paths, hence no file system of Vert.x's.
                            pem.getKeyManagerFactory(null).getKeyManagers()[0];
            for (String algorithm : ALGORITHMS) {
                String[] aliases = manager.getServerAliases(algorithm, null);
                if (aliases != null && aliases.length > 0) {
                    TlsIdentity read =
                            new TlsIdentity(
                                    Arrays.asList(manager.getCertificateChain(aliases[0])),
                                    manager.getPrivateKey(aliases[0]));
                    read.check();
                    return read;
                }
            }
        } catch (CertificateException e) {
            throw e;
        } catch (Exception e) {
            throw new CertificateException("the certificate and the key can't be read as one", e);
        }
        throw new CertificateException("the certificate's key is of an unknown kind");
    }

    /** Its own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    private void check() throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(
                        switch (key.getAlgorithm()) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> key.getAlgorithm();
                        });
        byte[] something = {1};
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate());
            signature.update(something);
            if (signature.verify(signed)) {
                return;
            }
        } catch (InvalidKeyException | SignatureException e) {
            throw new KeyMismatchException(e);
        }
        throw new KeyMismatchException(null);
    }

    /** Whether the certificate is for a host of this name, in lower case (RFC 9525 section 6.3). */
    boolean isFor(String host) {
        int dot = host.indexOf('.');
        String wildcard = dot < 0 ? host : "*" + host.substring(dot);
        return names().stream().anyMatch(name -> name.equals(host) || name.equals(wildcard));
    }

    /** The alternative names of the certificate; its subject's where it has none. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> each : alternatives) {
                    if (each.get(0).equals(DNS_NAME)) {
                        names.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
                    }
                }
                return names;
            }
            for (Rdn part :
                    new LdapName(certificate().getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    names.add(String.valueOf(part.getValue()).toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            // A certificate whose names can't be read is for nobody by name.
            return List.of();
        }
        return names;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}
