package dev.tule.rds.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.aws.Secrets;
import dev.tule.aws.certificate.CertificateAuthority;
import dev.tule.aws.certificate.CertificateAuthority.Names;
import dev.tule.aws.certificate.CertificateAuthority.Validity;
import dev.tule.aws.certificate.KeyKind;
import dev.tule.aws.certificate.Pem;
import dev.tule.engines.ServerCertificate;
import dev.tule.rds.engine.Engine;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Store;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authority of this installation, which signs what database servers show over TLS.
 * It is made when first needed and kept in the store, its key sealed. Safe for use by many threads.
 */
public final class Authority {
    private static final Shard SHARD = new Shard("rds");
    private static final Key ROW = Key.of("authority");
    private static final String NAME = "tule-rds-ca";
    private static final Duration VALID = Duration.ofDays(3650);
    private final Store store;
    private final Secrets secrets;
    private final InstantSource clock;
    private final SecureRandom random;

    /** Read or made when first needed: a server without instances starts without it. */
    @GuardedBy("this")
    private @Nullable CertificateAuthority opened;

    public Authority(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    private synchronized CertificateAuthority opened() {
        CertificateAuthority known = opened;
        if (known == null) {
            known = open();
            opened = known;
        }
        return known;
    }

    /** The one that the store has, or a new one. */
    private CertificateAuthority open() {
        Optional<byte[]> kept = store.read(SHARD, rows -> rows.get(ROW));
        if (kept.isPresent()) {
            List<Object> fields = Key.ofBytes(kept.get()).elements();
            String key = secrets.open((byte[]) fields.getLast(), NAME);
            return CertificateAuthority.of(
                    (byte[]) fields.getFirst(), Base64.getDecoder().decode(key), random);
        }
        CertificateAuthority made =
                CertificateAuthority.make(
                        "Tule RDS Root CA " + HexFormat.of().toHexDigits(random.nextInt()),
                        "Tule",
                        validity(),
                        random);
        String key = Base64.getEncoder().encodeToString(made.encodedKey());
        byte[] row = Key.of(made.encodedCertificate(), secrets.seal(key, NAME)).toBytes();
        store.transact(
                SHARD,
                rows -> {
                    rows.put(ROW, row);
                    return null;
                });
        return made;
    }

    private Validity validity() {
        Instant now = clock.instant();
        return new Validity(now.minus(Duration.ofDays(1)), now.plus(VALID));
    }

    /** What describes it in the API. */
    public String identifier() {
        return NAME;
    }

    public X509Certificate certificate() {
        return opened().certificate();
    }

    /** Of its certificate, in hexadecimal digits. */
    public String thumbprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(opened().encodedCertificate());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Its certificate in PEM, for clients to trust. */
    public String pem() {
        return Pem.of(certificate());
    }

    /**
     * Signs a new certificate for a server: of an elliptic curve, but MySQL 8.0.15 can't use them,
     * since it agrees on no curve with its clients.
     *
     * @param address the IP address that clients connect to
     */
    public ServerCertificate issue(String address, Engine engine) {
        KeyPair pair = (engine == Engine.MYSQL ? KeyKind.RSA_2048 : KeyKind.P_256).make(random);
        X509Certificate issued =
                opened().issue(
                                new Names(address, List.of("localhost"), List.of(address)),
                                pair.getPublic(),
                                validity());
        return new ServerCertificate(Pem.of(issued) + pem(), Pem.of(pair.getPrivate()), pem());
    }
}
