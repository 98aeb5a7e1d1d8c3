package dev.tule.acm;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.aws.Secrets;
import dev.tule.aws.certificate.CertificateAuthority;
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
 * The authority that signs what is requested: made when first needed, kept in the store, its key
 * sealed. Safe for use by many threads.
 */
final class Root {
    private static final Shard SHARD = new Shard(Place.SERVICE);
    private static final Key ROW = Key.of("authority");
    private static final String NAME = "authority";
    private static final Duration VALID = Duration.ofDays(3650);

    private final Store store;
    private final Secrets secrets;
    private final InstantSource clock;
    private final SecureRandom random;

    @GuardedBy("this")
    private @Nullable CertificateAuthority opened;

    Root(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    synchronized CertificateAuthority authority() {
        CertificateAuthority known = opened;
        if (known == null) {
            known = open();
            opened = known;
        }
        return known;
    }

    private CertificateAuthority open() {
        Optional<byte[]> kept = store.read(SHARD, rows -> rows.get(ROW));
        if (kept.isPresent()) {
            List<Object> fields = Key.ofBytes(kept.get()).elements();
            String key = secrets.open((byte[]) fields.getLast(), NAME);
            return CertificateAuthority.of(
                    (byte[]) fields.getFirst(), Base64.getDecoder().decode(key), random);
        }
        Instant now = clock.instant();
        CertificateAuthority made =
                CertificateAuthority.make(
                        "Tule Root CA " + HexFormat.of().toHexDigits(random.nextInt()),
                        "Tule",
                        new CertificateAuthority.Validity(
                                now.minus(Duration.ofDays(1)), now.plus(VALID)),
                        random);
        String key = Base64.getEncoder().encodeToString(made.encodedKey());
        byte[] row = Key.of(made.encodedCertificate(), secrets.seal(key, NAME)).toBytes();
        store.change(SHARD, rows -> rows.put(ROW, row));
        return made;
    }
}
