package dev.tule.acm;

import dev.tule.aws.AccountRegion;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The certificates of an account and region in the store: {@code ("certificate", account, region,
 * id)}, and {@code ("token", account, region, token)} for requests. One shard holds all, so that
 * those that are to be renewed are found. Safe for use by many threads.
 */
record Place(AccountRegion where, Store store, InstantSource clock) {
    private static final Shard SHARD = new Shard("acm");
    private static final String TABLE = "certificate";
    private static final int ROWS_AT_ONCE = 500;

    <T> T read(Function<Snapshot, T> body) {
        return store.read(SHARD, body);
    }

    <T> T transact(Function<Transaction, T> body) {
        return store.transact(SHARD, body);
    }

    /** In whole seconds, as certificates count. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    String arn(String id) {
        return "arn:aws:acm:%s:%s:certificate/%s".formatted(where.region(), where.account(), id);
    }

    private Key key(String arn) {
        return below().with(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private Key below() {
        return Key.of(TABLE, where.account(), where.region());
    }

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

    private Key token(String token) {
        return Key.of("token", where.account(), where.region(), token);
    }

    List<CertificateRow> all(Snapshot rows) {
        List<CertificateRow> all = new ArrayList<>();
        KeyRange rest = KeyRange.within(below());
        while (true) {
            var page = rows.range(rest, ROWS_AT_ONCE, Direction.FORWARD);
            page.entries().forEach(entry -> all.add(CertificateRow.of(entry.value())));
            if (!page.more()) {
                return all;
            }
            rest = rest.after(page.entries().getLast().key());
        }
    }

    /** The accounts and regions that have certificates. */
    static List<AccountRegion> known(Store store) {
        return store.read(
                SHARD,
                rows -> {
                    List<AccountRegion> found = new ArrayList<>();
                    KeyRange rest = KeyRange.within(Key.of(TABLE));
                    while (true) {
                        var page = rows.range(rest, 1, Direction.FORWARD);
                        if (page.entries().isEmpty()) {
                            return found;
                        }
                        List<Object> words = page.entries().getFirst().key().elements();
                        String account = (String) words.get(1);
                        String region = (String) words.get(2);
                        found.add(new AccountRegion(account, region));
                        // The next place's, past all of this one's.
                        rest = rest.after(Key.of(TABLE, account, region, "~"));
                    }
                });
    }
}
