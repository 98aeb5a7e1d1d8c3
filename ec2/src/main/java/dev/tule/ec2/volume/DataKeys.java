package dev.tule.ec2.volume;

import dev.tule.compute.DiskKey;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The keys that disks are encrypted by, sealed in the store. A volume's key is its snapshots' too,
 * and that of volumes that are made of them; it is forgotten with the last of them.
 *
 * <pre>
 * ("data-key", key)             the passphrase, sealed
 * ("disk-key", disk)            the key of a volume or snapshot
 * ("data-key-disk", key, disk)  nothing: the other way round
 * </pre>
 */
final class DataKeys {
    private static final int BYTES = 32;

    private DataKeys() {}

    /** A new key, that no row tells of yet. */
    static DiskKey fresh(RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return new DiskKey(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The key of a volume or snapshot; none where it isn't encrypted. */
    static Optional<DiskKey> find(Place place, Snapshot rows, String disk) {
        return rows.get(Key.of("disk-key", disk))
                .map(DataKeys::text)
                .map(id -> new DiskKey(id, opened(place, rows, id)));
    }

    private static String opened(Place place, Snapshot rows, String id) {
        byte[] sealed = rows.get(Key.of("data-key", id)).orElseThrow();
        return place.secrets().open(sealed, row(place, id));
    }

    /** Keys stand in each region that has copies of their disks. */
    private static String row(Place place, String id) {
        return place.account() + "/" + place.region() + "/data-key/" + id;
    }

    /** Says that a volume or snapshot is encrypted by a key. */
    static void give(Place place, Transaction rows, String disk, DiskKey key) {
        byte[] sealed = place.secrets().seal(key.passphrase(), row(place, key.id()));
        rows.put(Key.of("data-key", key.id()), sealed);
        rows.put(Key.of("disk-key", disk), bytes(key.id()));
        rows.put(Key.of("data-key-disk", key.id(), disk), new byte[0]);
    }

    /** A volume or snapshot is deleted; so is its key, if no other disk has it. */
    static void drop(Transaction rows, String disk) {
        Optional<String> id = rows.get(Key.of("disk-key", disk)).map(DataKeys::text);
        if (id.isPresent()) {
            rows.delete(Key.of("disk-key", disk));
            rows.delete(Key.of("data-key-disk", id.get(), disk));
            List<Page.Entry> others =
                    Table.entries(rows, KeyRange.within(Key.of("data-key-disk", id.get())));
            if (others.isEmpty()) {
                rows.delete(Key.of("data-key", id.get()));
            }
        }
    }

    /** The identifiers of all keys. */
    static Set<String> ids(Snapshot rows) {
        Set<String> ids = new HashSet<>();
        for (Page.Entry entry : Table.entries(rows, KeyRange.within(Key.of("data-key")))) {
            ids.add((String) entry.key().elements().getLast());
        }
        return ids;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
