package dev.tule.acm;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of an account and region in the store. Safe for use by many threads.
 *
 * <pre>
 * certificate, id -> {@link CertificateRow}
 * token, token    -> ARN of the certificate that was requested under it
 * </pre>
 */
record Place(AccountRegion where, Store store, InstantSource clock) implements StoredPlace {
    /** Its word in the store. */
    static final String SERVICE = "acm";

    private static final Key CERTIFICATES = Key.of("certificate");

    @Override
    public String service() {
        return SERVICE;
    }

    /** In whole seconds, as certificates count. */
    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    String arn(String id) {
        return "arn:aws:acm:%s:%s:certificate/%s".formatted(region(), account(), id);
    }

    private static Key key(String arn) {
        return CERTIFICATES.with(arn.substring(arn.lastIndexOf('/') + 1));
    }

    /** Nothing for an ARN of another account or region, whatever its id. */
    Optional<CertificateRow> find(Snapshot rows, String arn) {
        return rows.get(key(arn)).map(CertificateRow::of).filter(row -> row.arn().equals(arn));
    }

    CertificateRow require(Snapshot rows, String arn) {
        return find(rows, arn).orElseThrow(() -> Faults.noCertificate(arn));
    }

    void put(Transaction rows, CertificateRow row) {
        rows.put(key(row.arn()), row.pack());
    }

    void delete(Transaction rows, String arn) {
        rows.delete(key(arn));
    }

    /** The certificate that was requested under a token, if it is there still. */
    Optional<String> ofToken(Snapshot rows, String token) {
        return rows.get(token(token)).map(arn -> new String(arn, StandardCharsets.UTF_8));
    }

    void putToken(Transaction rows, String token, String arn) {
        rows.put(token(token), arn.getBytes(StandardCharsets.UTF_8));
    }

    void deleteToken(Transaction rows, String token) {
        rows.delete(token(token));
    }

    private static Key token(String token) {
        return Key.of("token", token);
    }

    /** All of them, by id: a quota keeps them few. */
    List<CertificateRow> all(Snapshot rows) {
        return rows.entries(CERTIFICATES).map(entry -> CertificateRow.of(entry.value())).toList();
    }
}
