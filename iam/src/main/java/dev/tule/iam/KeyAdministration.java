package dev.tule.iam;

import dev.tule.iam.Identity.Kind;
import dev.tule.iam.Identity.User;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access keys for whoever administers this machine: what {@code tule keys} does. Unlike IAM's own
 * operations it may import keys with given secrets, for old programs carry theirs in their source.
 * Safe for use by many threads.
 */
public final class KeyAdministration {
    private static final int LONGEST = 128;

    private final Store store;
    private final SecretBox secrets;
    private final StoredAccessKeys keys;
    private final Identifiers identifiers;
    private final InstantSource clock;
    private final String account;
    private final Identities identities;

    KeyAdministration(
            Store store,
            SecretBox secrets,
            StoredAccessKeys keys,
            Identifiers identifiers,
            InstantSource clock,
            String account) {
        this.store = store;
        this.secrets = secrets;
        this.keys = keys;
        this.identifiers = identifiers;
        this.clock = clock;
        this.account = account;
        this.identities = new Identities(account);
    }

    /**
     * A key, without its secret.
     *
     * @param userName whose it is; empty for root
     */
    public record KeySummary(
            String id,
            Optional<String> userName,
            boolean active,
            Instant created,
            Optional<Instant> lastUsed) {}

    /** A key with its secret, which is told this once. */
    public record NewKey(String id, String secret, Optional<String> userName) {
        @Override
        public String toString() {
            return "NewKey[" + id + "]";
        }
    }

    /** What was asked for can't be done; the message says why, in a sentence for the terminal. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** The account's permanent keys, by id. */
    public List<KeySummary> list() {
        return store.read(
                Rows.SHARD,
                rows -> {
                    List<KeySummary> all = new ArrayList<>();
                    rows.entries(Rows.keys())
                            .forEach(
                                    entry -> {
                                        KeyRow row = KeyRow.of(entry.value());
                                        if (row.account().equals(account)) {
                                            all.add(summary(rows, Rows.last(entry.key()), row));
                                        }
                                    });
                    return all;
                });
    }

    private KeySummary summary(Snapshot rows, String id, KeyRow row) {
        return new KeySummary(
                id,
                Identities.byId(rows, row.ownerId()).map(Identity::name),
                row.active(),
                row.created(),
                keys.lastUse(rows, id).map(LastUse::time));
    }

    /**
     * Makes a key.
     *
     * @param userName whose; a user of that name is made if there is none; empty for root
     */
    public NewKey create(Optional<String> userName) {
        return importKey(identifiers.id(Identifiers.Prefix.AKIA), identifiers.secret(), userName);
    }

    /**
     * Registers a key that is given. If it is there already, it gets this secret and becomes
     * active.
     *
     * @param id 1 to 128 printable ASCII characters, no comma, no space at either end
     * @param secret 1 to 128 characters
     * @param userName as for {@link #create}
     * @throws Refused when the id or secret isn't fit, or the key is another user's
     */
    public NewKey importKey(String id, String secret, Optional<String> userName) {
        requireFit(id, secret);
        userName.ifPresent(KeyAdministration::requireName);
        Instant now = clock.instant();
        store.change(
                Rows.SHARD,
                rows -> {
                    String owner = userName.map(n -> userId(rows, n, now)).orElse(account);
                    Optional<KeyRow> known = rows.get(Rows.key(id)).map(KeyRow::of);
                    if (known.isPresent() && !known.get().ownerId().equals(owner)) {
                        throw new Refused("Access key " + id + " belongs to somebody else.");
                    }
                    Instant created = known.map(KeyRow::created).orElse(now);
                    byte[] sealed = secrets.seal(secret, id);
                    rows.put(
                            Rows.key(id), new KeyRow(owner, account, sealed, true, created).pack());
                    rows.put(Rows.owned(owner).with(id), Rows.NOTHING);
                });
        keys.forget(id);
        return new NewKey(id, secret, userName);
    }

    private String userId(Transaction rows, String name, Instant now) {
        Optional<Identity> known = identities.find(rows, Kind.USER, name);
        if (known.isPresent()) {
            return known.get().id();
        }
        String id = identifiers.id(Identifiers.Prefix.AIDA);
        identities.add(rows, new User(account, name, "/", id, now, Map.of()));
        return id;
    }

    /** Lets a key be used no longer, or again. */
    public void setActive(String id, boolean active) {
        store.change(
                Rows.SHARD,
                rows -> rows.put(Rows.key(id), require(rows, id).withActive(active).pack()));
        keys.forget(id);
    }

    public void delete(String id) {
        store.change(Rows.SHARD, rows -> UserKeys.remove(rows, id, require(rows, id)));
        keys.forget(id);
    }

    private KeyRow require(Snapshot rows, String id) {
        return rows.get(Rows.key(id))
                .map(KeyRow::of)
                .filter(row -> row.account().equals(account))
                .orElseThrow(() -> new Refused("There is no access key " + id + "."));
    }

    private static void requireFit(String id, String secret) {
        boolean fitId =
                !id.isEmpty()
                        && id.length() <= LONGEST
                        && id.equals(id.strip())
                        && id.chars().allMatch(c -> c >= ' ' && c < 127 && c != ',');
        if (!fitId) {
            throw new Refused(
                    "An access key id has 1 to 128 printable ASCII characters, and no comma.");
        }
        if (secret.isEmpty() || secret.length() > LONGEST) {
            throw new Refused("A secret access key has 1 to 128 characters.");
        }
    }

    private static void requireName(String userName) {
        try {
            Names.identity(userName, "userName");
        } catch (dev.tule.aws.AwsFault e) {
            throw new Refused(e.awsErrorDetails().errorMessage());
        }
    }
}
