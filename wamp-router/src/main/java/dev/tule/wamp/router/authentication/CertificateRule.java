package dev.tule.wamp.router.authentication;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Which client certificates are a principal's. The listener has checked before that somebody it
 * trusts signed them.
 */
public sealed interface CertificateRule {

    /** Whether the certificate is one of them. */
    boolean matches(X509Certificate certificate);

    /** Those with this common name in their subject. */
    record CommonName(String name) implements CertificateRule {
        @Override
        public boolean matches(X509Certificate certificate) {
            return name.equals(commonName(certificate));
        }
    }

    /** The one with this SHA-256: 64 hexadecimal digits, in lower case, without colons. */
    record Fingerprint(String sha256) implements CertificateRule {

        /**
         * @throws IllegalArgumentException where it isn't one
         */
        public Fingerprint {
            sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (sha256.length() != 64 || !sha256.chars().allMatch(HexFormat::isHexDigit)) {
                throw new IllegalArgumentException("a fingerprint is 64 hexadecimal digits");
            }
        }

        @Override
        public boolean matches(X509Certificate certificate) {
            return sha256.equals(fingerprint(certificate));
        }
    }

    /** The certificate's SHA-256, as {@link Fingerprint} has it. */
    static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            return "";
        }
    }

    /** The common name of the certificate's subject; empty where it has none, or several. */
    static String commonName(X509Certificate certificate) {
        try {
            String found = "";
            String subject = certificate.getSubjectX500Principal().getName();
            for (Rdn rdn : new LdapName(subject).getRdns()) {
                if (rdn.size() == 1 && rdn.getType().equalsIgnoreCase("CN")) {
                    if (!found.isEmpty()) {
                        return "";
                    }
                    found = rdn.getValue() instanceof String name ? name : "";
                }
            }
            return found;
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
