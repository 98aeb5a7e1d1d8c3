package dev.tule.rds.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.aws.Secrets;
import dev.tule.engines.ServerCertificate;
import dev.tule.rds.engine.Engine;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authority of this installation, which signs what database servers show over TLS.
 * It is made when first needed and kept in the store, its key sealed. Safe for use by many threads.
 */
public final class Authority {
    private static final Shard SHARD = new Shard("rds");
    private static final Key ROW = Key.of("authority");
    private static final String NAME = "tule-rds-ca";
    private static final Duration OF_AUTHORITY = Duration.ofDays(3650);
    private static final Duration OF_SERVER = Duration.ofDays(3650);
    private static final int RSA_BITS = 2048;
    private static final String SIGNATURE = "SHA256withRSA";

    private final Store store;
    private final Secrets secrets;
    private final InstantSource clock;
    private final SecureRandom random;

    /** Read or made when first needed: a server without instances starts without it. */
    @GuardedBy("this")
    private @Nullable Identity identity;

    private record Identity(X509Certificate certificate, PrivateKey key) {}

    public Authority(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    private synchronized Identity identity() {
        Identity known = identity;
        if (known == null) {
            known = open();
            identity = known;
        }
        return known;
    }

    /** The one that the store has, or a new one. */
    private Identity open() {
        Optional<byte[]> kept = store.read(SHARD, rows -> rows.get(ROW));
        try {
            if (kept.isPresent()) {
                List<Object> fields = Key.ofBytes(kept.get()).elements();
                return new Identity(
                        certificate((byte[]) fields.getFirst()),
                        key(secrets.open((byte[]) fields.getLast(), NAME)));
            }
            Identity made = make();
            byte[] row =
                    Key.of(
                                    encoded(made.certificate()),
                                    secrets.seal(
                                            Base64.getEncoder()
                                                    .encodeToString(made.key().getEncoded()),
                                            NAME))
                            .toBytes();
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

    private Identity make()
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = rsa();
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
        return new Identity(signed(builder, pair.getPrivate()), pair.getPrivate());
    }

    /** What describes it in the API. */
    public String identifier() {
        return NAME;
    }

    public X509Certificate certificate() {
        return identity().certificate();
    }

    /** Of its certificate, in hexadecimal digits. */
    public String thumbprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(encoded(certificate()));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Its certificate in PEM, for clients to trust. */
    public String pem() {
        return pem("CERTIFICATE", encoded(certificate()));
    }

    /**
     * Signs a new certificate for a server. Elliptic curves are made a hundred times as fast as RSA
     * keys, and MySQL 8.0.15 can't use them: it agrees on no curve with its clients.
     *
     * @param address the IP address that clients connect to
     */
    public ServerCertificate issue(String address, Engine engine) {
        try {
            KeyPair pair = engine == Engine.MYSQL ? rsa() : curve();
            Instant now = clock.instant();
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            certificate(),
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
            X509Certificate issued = signed(builder, identity().key());
            return new ServerCertificate(
                    pem("CERTIFICATE", encoded(issued)) + pem(),
                    privatePem(pair.getPrivate()),
                    pem());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate can't be signed", e);
        }
    }

    private KeyPair curve() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS, random);
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

    private static X509Certificate certificate(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static PrivateKey key(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
