package dev.tule.ec2.network;

import dev.tule.ec2.resource.Kind;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the machines of network interfaces are: {@code ("link", interface)} with the path of the
 * Unix socket on which a machine's QEMU listens. They are rows, so that a server that comes back
 * finds the machines that went on without it.
 */
public final class Links {
    private static final int ROWS_AT_ONCE = 500;

    private Links() {}

    static void put(Transaction rows, String interfaceId, Path socket) {
        rows.put(
                Key.of("link", Kind.NETWORK_INTERFACE.check(interfaceId)),
                socket.toString().getBytes(StandardCharsets.UTF_8));
    }

    static void delete(Transaction rows, String interfaceId) {
        rows.delete(Key.of("link", interfaceId));
    }

    /** Whether a machine runs at an interface. */
    public static boolean isLinked(Snapshot rows, String interfaceId) {
        return rows.get(Key.of("link", interfaceId)).isPresent();
    }

    /** By interface. */
    static Map<String, Path> all(Snapshot rows) {
        Map<String, Path> all = new HashMap<>();
        KeyRange left = KeyRange.within(Key.of("link"));
        while (true) {
            Page page = rows.range(left, ROWS_AT_ONCE, Direction.FORWARD);
            for (Page.Entry entry : page.entries()) {
                all.put(
                        (String) entry.key().elements().getLast(),
                        Path.of(new String(entry.value(), StandardCharsets.UTF_8)));
                left = left.after(entry.key());
            }
            if (!page.more()) {
                return all;
            }
        }
    }
}
