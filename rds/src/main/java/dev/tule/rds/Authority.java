package dev.tule.rds;

import dev.tule.engines.ServerCertificate;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Store;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of this installation, which signs what database servers show over TLS.
 * It is made at the first start and kept in the store, its key sealed. Safe for use by many
 * threads.
 */
final class Authority {
    private static final Shard SHARD = new Shard("rds");
    private static final Key ROW = Key.of("authority");
    private static final String NAME = "tule-rds-ca";
    private static final Duration OF_AUTHORITY = Duration.ofDays(3650);
    private static final Duration OF_SERVER = Duration.ofDays(3650);
    private static final String SIGNATURE = "SHA256withECDSA";

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final InstantSource clock;
    private final SecureRandom random;

    private Authority(
            X509Certificate certificate, PrivateKey key, InstantSource clock, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** The one that the store has, or a new one. */
    static Authority open(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        Optional<byte[]> kept = store.read(SHARD, rows -> rows.get(ROW));
        try {
            if (kept.isPresent()) {
                List<Object> fields = Key.ofBytes(kept.get()).elements();
                String pem = secrets.open((byte[]) fields.getLast(), NAME);
                return new Authority(
                        certificate((String) fields.getFirst()), key(pem), clock, random);
            }
            Authority made = make(clock, random);
            byte[] row = Key.of(made.pem(), secrets.seal(privatePem(made.key), NAME)).toBytes();
            store.transact(
                    SHARD,
                    rows -> {
                        rows.put(ROW, row);
                        return null;
                    });
            return made;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("the certificate authority can't be read or made", e);
        }
    }

    private static Authority make(InstantSource clock, SecureRandom random)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = pair(random);
        X500Name name =
                new X500Name(
                        "CN=Tule RDS Root CA "
                                + HexFormat.of().toHexDigits(random.nextInt())
                                + ",O=Tule");
        Instant now = clock.instant();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial(random),
                        date(now, -1),
                        until(now, OF_AUTHORITY),
                        name,
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new Authority(signed(builder, pair.getPrivate()), pair.getPrivate(), clock, random);
    }

    /** What describes it in the API. */
    String identifier() {
        return NAME;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Of its certificate, in hexadecimal digits. */
    String thumbprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Its certificate in PEM, for clients to trust. */
    String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /**
     * Signs a new certificate for a server.
     *
     * @param address the IP address that clients connect to
     */
    ServerCertificate issue(String address) {
        try {
            KeyPair pair = pair(random);
            Instant now = clock.instant();
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            certificate,
                            serial(random),
                            date(now, -1),
                            until(now, OF_SERVER),
                            new X500Name("CN=" + address),
                            pair.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(
                            new GeneralName[] {
                                new GeneralName(GeneralName.iPAddress, address),
                                new GeneralName(GeneralName.dNSName, "localhost")
                            }));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            X509Certificate issued = signed(builder, key);
            return new ServerCertificate(
                    pem("CERTIFICATE", encoded(issued)) + pem(),
                    privatePem(pair.getPrivate()),
                    pem());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate can't be signed", e);
        }
    }

    private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        X509CertificateHolder holder =
                builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key));
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(127, random);
    }

    private static Date date(Instant now, int days) {
        return Date.from(now.plus(Duration.ofDays(days)));
    }

    private static Date until(Instant now, Duration valid) {
        return Date.from(now.plus(valid));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made can be written", e);
        }
    }

    private static String privatePem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, lines, type);
    }

    private static X509Certificate certificate(String pem)
            throws IOException, GeneralSecurityException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return new JcaX509CertificateConverter()
                    .getCertificate((X509CertificateHolder) parser.readObject());
        }
    }

    private static PrivateKey key(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
        }
    }
}
