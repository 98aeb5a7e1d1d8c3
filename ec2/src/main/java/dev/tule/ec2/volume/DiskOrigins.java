package dev.tule.ec2.volume;

import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The image that comes with Tule which a disk descends from: such a disk has no boot loader, the
 * image's kernel boots it. {@code ("disk-origin", disk)} holds the image's word, for the roots of
 * instances, their snapshots, and the volumes made of those.
 */
public final class DiskOrigins {
    private DiskOrigins() {}

    /** The image's word; none for a disk that begins empty or comes from outside. */
    public static Optional<String> find(Snapshot rows, String disk) {
        return rows.get(key(disk)).map(word -> new String(word, StandardCharsets.UTF_8));
    }

    /** Notes what a volume or snapshot descends from. */
    public static void note(Transaction rows, String disk, String word) {
        rows.put(key(disk), word.getBytes(StandardCharsets.UTF_8));
    }

    /** A disk descends from what another does. */
    static void inherit(Transaction rows, String from, String disk) {
        find(rows, from).ifPresent(word -> note(rows, disk, word));
    }

    /** A volume or snapshot is deleted. */
    static void drop(Transaction rows, String disk) {
        rows.delete(key(disk));
    }

    private static Key key(String disk) {
        return Key.of("disk-origin", disk);
    }
}
