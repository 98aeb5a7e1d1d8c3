package dev.tule.aws.certificate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.aws.Secrets;
import dev.tule.aws.certificate.CertificateAuthority.Validity;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service's certificate authority: made when first needed, kept in the store, its key sealed.
 * Safe for use by many threads.
 */
public final class KeptAuthority {
    private static final Key ROW = Key.of("authority");
    private static final Duration VALID = Duration.ofDays(3650);

    private final Names names;
    private final Store store;
    private final Secrets secrets;
    private final InstantSource clock;
    private final SecureRandom random;

    @GuardedBy("this")
    private @Nullable CertificateAuthority opened;

    /**
     * What it is called. The first two stay what they are: a row lies there, sealed.
     *
     * @param service the name of the shard that keeps it
     * @param secret what its key is sealed as
     * @param subject the beginning of its common name; random digits follow
     */
    public record Names(String service, String secret, String subject) {}

    public KeptAuthority(
            Names names, Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        this.names = names;
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    /** The authority, read or made at the first call: a server that needs none starts without. */
    public synchronized CertificateAuthority authority() {
        CertificateAuthority known = opened;
        if (known == null) {
            known = open();
            opened = known;
        }
        return known;
    }

    private CertificateAuthority open() {
        Shard shard = new Shard(names.service());
        Optional<byte[]> kept = store.read(shard, rows -> rows.get(ROW));
        if (kept.isPresent()) {
            List<Object> fields = Key.ofBytes(kept.get()).elements();
            String key = secrets.open((byte[]) fields.getLast(), names.secret());
            return CertificateAuthority.of(
                    (byte[]) fields.getFirst(), Base64.getDecoder().decode(key), random);
        }
        CertificateAuthority made =
                CertificateAuthority.make(
                        names.subject() + " " + HexFormat.of().toHexDigits(random.nextInt()),
                        "Tule",
                        validity(),
                        random);
        String key = Base64.getEncoder().encodeToString(made.encodedKey());
        byte[] row = Key.of(made.encodedCertificate(), secrets.seal(key, names.secret())).toBytes();
        store.change(shard, rows -> rows.put(ROW, row));
        return made;
    }

    /** How long one that is made now is valid: ten years, and a day back for clocks that lag. */
    public Validity validity() {
        Instant now = clock.instant();
        return new Validity(now.minus(Duration.ofDays(1)), now.plus(VALID));
    }
}
