package dev.tule.aws.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of its own root: its certificate, its RSA key, and what it signs (RFC
 * 5280). Immutable; safe for use by many threads.
 */
public final class CertificateAuthority {
    private static final String SIGNATURE = "SHA256withRSA";
    private static final int SERIAL_BITS = 127;

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    /** From when until when a certificate holds. */
    public record Validity(Instant from, Instant to) {}

    /**
     * What a server is called.
     *
     * @param commonName longer ones than 64 characters are left out, as the standard demands
     * @param dnsNames wildcards such as {@code *.example.com} among them
     * @param addresses of IP
     */
    public record Names(String commonName, List<String> dnsNames, List<String> addresses) {
        private static final int LONGEST_COMMON_NAME = 64;

        public Names {
            dnsNames = List.copyOf(dnsNames);
            addresses = List.copyOf(addresses);
        }

        private X500Name subject() {
            X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
            if (commonName.length() <= LONGEST_COMMON_NAME) {
                subject.addRDN(BCStyle.CN, commonName);
            }
            return subject.build();
        }

        private GeneralNames alternatives() {
            return new GeneralNames(
                    java.util.stream.Stream.concat(
                                    addresses.stream()
                                            .map(a -> new GeneralName(GeneralName.iPAddress, a)),
                                    dnsNames.stream()
                                            .map(n -> new GeneralName(GeneralName.dNSName, n)))
                            .toArray(GeneralName[]::new));
        }
    }

    /** A new one, which signs itself. */
    public static CertificateAuthority make(
            String commonName, String organization, Validity validity, SecureRandom random) {
        KeyPair pair = KeyKind.RSA_2048.make(random);
        X500Name name =
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, commonName)
                        .addRDN(BCStyle.O, organization)
                        .build();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(validity.from()),
                        Date.from(validity.to()),
                        name,
                        pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new CertificateAuthority(
                    signed(builder, pair.getPrivate()), pair.getPrivate(), random);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate can't be made", e);
        }
    }

    /**
     * One that was made before.
     *
     * @param certificate in DER
     * @param key in DER (PKCS #8)
     */
    public static CertificateAuthority of(byte[] certificate, byte[] key, SecureRandom random) {
        try {
            return new CertificateAuthority(
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(certificate)),
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate authority can't be read", e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Its certificate in DER. */
    public byte[] encodedCertificate() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made can be written", e);
        }
    }

    /** Its key in DER (PKCS #8): to be kept sealed. */
    public byte[] encodedKey() {
        return key.getEncoded();
    }

    /** Signs a new certificate for a server. */
    public X509Certificate issue(Names names, PublicKey publicKey, Validity validity) {
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(validity.from()),
                        Date.from(validity.to()),
                        names.subject(),
                        publicKey);
        try {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    // Without a subject, the names must be read (RFC 5280 section 4.2.1.6).
                    names.subject().getRDNs().length == 0,
                    names.alternatives());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            return signed(builder, key);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate can't be made", e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate can't be signed", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "CertificateAuthority[" + certificate.getSubjectX500Principal() + "]";
    }
}
