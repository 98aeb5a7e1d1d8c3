package dev.tule.rds.access;

import dev.tule.aws.Secrets;
import dev.tule.aws.certificate.CertificateAuthority.Names;
import dev.tule.aws.certificate.KeptAuthority;
import dev.tule.aws.certificate.KeyKind;
import dev.tule.aws.certificate.Pem;
import dev.tule.engines.ServerCertificate;
import dev.tule.rds.engine.Engine;
import dev.tule.store.Store;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/**
 * The certificate authority of this installation, which signs what database servers show over TLS.
 * It is made when first needed and kept in the store, its key sealed. Safe for use by many threads.
 */
public final class Authority {
    private static final String NAME = "tule-rds-ca";

    private final KeptAuthority kept;
    private final SecureRandom random;

    public Authority(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        this.kept =
                new KeptAuthority(
                        new KeptAuthority.Names("rds", NAME, "Tule RDS Root CA"),
                        store,
                        secrets,
                        clock,
                        random);
        this.random = random;
    }

    /** What describes it in the API. */
    public String identifier() {
        return NAME;
    }

    public X509Certificate certificate() {
        return kept.authority().certificate();
    }

    /** Of its certificate, in hexadecimal digits. */
    public String thumbprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(kept.authority().encodedCertificate());
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
                kept.authority()
                        .issue(
                                new Names(address, List.of("localhost"), List.of(address)),
                                pair.getPublic(),
                                kept.validity());
        return new ServerCertificate(Pem.of(issued) + pem(), Pem.of(pair.getPrivate()), pem());
    }
}
