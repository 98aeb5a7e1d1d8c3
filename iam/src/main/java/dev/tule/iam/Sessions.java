package dev.tule.iam;

import dev.tule.aws.Principal;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Temporary credentials: made here, and cleared away when they have ended. */
final class Sessions {
    private static final int CLEARED_AT_ONCE = 500;

    private Sessions() {}

    /** Makes credentials that stand for a principal. */
    static Credentials begin(
            Context context, Principal principal, String ownerId, Duration lifetime) {
        String id = context.identifiers().id(Identifiers.Prefix.ASIA);
        String secret = context.identifiers().secret();
        String token = context.identifiers().token();
        Instant expires = context.now().plus(lifetime);
        SessionRow row =
                new SessionRow(
                        principal,
                        ownerId,
                        context.secrets().seal(secret, id),
                        context.secrets().seal(token, id + " token"),
                        expires);
        context.change(
                rows -> {
                    rows.put(Rows.session(id), row.pack());
                    rows.put(Rows.expiry().with(expires.getEpochSecond(), id), Rows.NOTHING);
                });
        return Credentials.builder()
                .accessKeyId(id)
                .secretAccessKey(secret)
                .sessionToken(token)
                .expiration(expires)
                .build();
    }

    /** Removes credentials that ended an hour ago or earlier; until then they say so when used. */
    static void clear(Store store, StoredAccessKeys keys, Instant now) {
        KeyRange ended =
                new KeyRange(
                        KeyRange.within(Rows.expiry()).from(),
                        Rows.expiry().with(now.minusSeconds(3600).getEpochSecond()));
        boolean more = true;
        while (more) {
            Page page =
                    store.transact(
                            Rows.SHARD,
                            rows -> {
                                Page some =
                                        rows.range(
                                                ended, CLEARED_AT_ONCE, Snapshot.Direction.FORWARD);
                                for (Page.Entry entry : some.entries()) {
                                    rows.delete(Rows.session(Rows.last(entry.key())));
                                    rows.delete(entry.key());
                                }
                                return some;
                            });
            page.entries().forEach(entry -> keys.forget(Rows.last(entry.key())));
            more = page.more();
        }
    }
}
