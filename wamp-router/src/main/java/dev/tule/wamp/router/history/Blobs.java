package dev.tule.wamp.router.history;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Values that may be longer than the store takes, cut over several keys: the value's own, followed
 * by the number of the piece and how many there are. A value must fit on a page of the store.
 */
final class Blobs {
    private static final int PIECE_BYTES = 64 << 10;
    private static final int PAGE = 500;

    private Blobs() {}

    /** A value, and the last element of its key. */
    record Blob(Object name, @SuppressWarnings("ArrayRecordComponent") byte[] value) {}

    /**
     * Some values.
     *
     * @param rest where to read on
     */
    record Some(List<Blob> blobs, KeyRange rest, boolean more) {}

    static void put(Transaction rows, Key key, byte[] value) {
        int pieces = Math.max(1, Math.ceilDiv(value.length, PIECE_BYTES));
        for (int i = 0; i < pieces; i++) {
            int from = i * PIECE_BYTES;
            int to = Math.min(value.length, from + PIECE_BYTES);
            rows.put(key.with(i, pieces), Arrays.copyOfRange(value, from, to));
        }
    }

    /** The next values of a range; one of which only a part was read is left to the rest. */
    static Some read(Snapshot rows, KeyRange range, Direction direction) {
        Page page = rows.range(range, PAGE, direction);
        List<Blob> blobs = new ArrayList<>();
        Deque<byte[]> pieces = new ArrayDeque<>();
        KeyRange rest = range;
        boolean forward = direction == Direction.FORWARD;
        for (Page.Entry entry : page.entries()) {
            List<Object> elements = entry.key().elements();
            long piece = (Long) elements.get(elements.size() - 2);
            long last = (Long) elements.getLast() - 1;
            if (forward) {
                pieces.addLast(entry.value());
            } else {
                pieces.addFirst(entry.value());
            }
            if (piece == (forward ? last : 0)) {
                blobs.add(new Blob(elements.get(elements.size() - 3), joined(pieces)));
                pieces.clear();
                rest = forward ? range.after(entry.key()) : range.before(entry.key());
            }
        }
        return new Some(blobs, rest, page.more());
    }

    private static byte[] joined(Deque<byte[]> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
