package dev.tule.vnet.tcp;

import static dev.tule.vnet.tcp.Deadlines.NEVER;

/**
 * The receiving half of a connection: what has arrived and was not read yet, in order or not, and
 * what the peer is to be told about it. Guarded by the connection's lock.
 */
final class Reception {
    /** Pieces beyond a gap that are kept; the sender repeats the rest. */
    private static final int MOST_PIECES = 64;

    private final ByteRing data;
    private final long delay;

    /** The next number expected. */
    private int nxt;

    /** Bytes in order and not read. */
    private int size;

    private int pieces;
    private final int[] pieceStart = new int[MOST_PIECES];
    private final int[] pieceEnd = new int[MOST_PIECES];

    private int shift;

    /** One beyond what the peer was told that it may send. */
    private int edge;

    private boolean finKnown;
    private int finAt;
    private boolean finished;

    private boolean ackNow;
    private int unacknowledged;
    private long ackAt = NEVER;

    Reception(TcpConfig config) {
        this.data = new ByteRing(config.receiveBufferBytes());
        this.delay = config.delayedAck().toNanos();
    }

    /** How far our window is to be scaled so that the buffer can be told. */
    int wantedShift() {
        int wanted = 0;
        while (data.capacity() >> wanted > 65_535) {
            wanted++;
        }
        return wanted;
    }

    /** The peer's SYN has come. */
    void begin(int peerInitial, int windowShift) {
        nxt = peerInitial + 1;
        edge = nxt;
        shift = windowShift;
    }

    int nxt() {
        return nxt;
    }

    boolean finished() {
        return finished;
    }

    int available() {
        return size;
    }

    /** Length of the window as the peer knows it. */
    int openWindow() {
        return edge - nxt;
    }

    /** The window of our SYN, before the peer's has come. */
    int firstWindow() {
        return Math.min(65_535, data.capacity());
    }

    /** What to write into a window field; the peer may count on it from now on. */
    int tellWindow(boolean scaled) {
        int by = scaled ? shift : 0;
        int wanted = Sequence.later(edge, nxt + data.capacity() - size) - nxt;
        int field = Math.min(65_535, wanted >> by);
        edge = Sequence.later(edge, nxt + (field << by));
        ackNow = false;
        unacknowledged = 0;
        ackAt = NEVER;
        return field;
    }

    /** Takes a segment's payload and FIN, as far as they are new and within the window. */
    void take(int sequence, byte[] bytes, int from, int length, boolean fin, long now) {
        int skip = Math.max(0, nxt - sequence);
        int wanted = length - skip;
        if (finKnown) {
            wanted = Math.min(wanted, finAt - (sequence + skip));
        }
        int room = data.capacity() - size - (sequence + skip - nxt);
        int taken = Math.min(wanted, room);
        if (fin && !finKnown && wanted >= 0 && taken == wanted) {
            finKnown = true;
            finAt = sequence + length;
        }
        if (taken > 0) {
            place(sequence + skip, bytes, from + skip, taken, now);
        }
        if (taken < length) {
            ackNow = true;
        }
        if (finKnown && !finished && nxt == finAt) {
            finished = true;
            nxt++;
            ackNow = true;
        }
    }

    private void place(int sequence, byte[] bytes, int from, int length, long now) {
        int ahead = sequence - nxt;
        if (ahead == 0) {
            data.put(size, bytes, from, length);
            ackNow |= pieces > 0;
            advance(length);
            unacknowledged++;
            ackAt = Math.min(ackAt, now + delay);
        } else {
            ackNow = true;
            if (remember(sequence, sequence + length)) {
                data.put(size + ahead, bytes, from, length);
            }
        }
    }

    /** Counts bytes as arrived in order, and the pieces that they reach. */
    private void advance(int length) {
        nxt += length;
        size += length;
        int kept = 0;
        for (int i = 0; i < pieces; i++) {
            if (Sequence.after(pieceStart[i], nxt)) {
                pieceStart[kept] = pieceStart[i];
                pieceEnd[kept++] = pieceEnd[i];
            } else if (Sequence.after(pieceEnd[i], nxt)) {
                size += pieceEnd[i] - nxt;
                nxt = pieceEnd[i];
            }
        }
        pieces = kept;
    }

    /** Notes a piece beyond a gap, in order and joined with those that it touches. */
    private boolean remember(int start, int end) {
        int at = 0;
        while (at < pieces && Sequence.before(pieceEnd[at], start)) {
            at++;
        }
        int beyond = at;
        int joinedStart = start;
        int joinedEnd = end;
        while (beyond < pieces && !Sequence.after(pieceStart[beyond], end)) {
            joinedStart =
                    Sequence.before(pieceStart[beyond], joinedStart)
                            ? pieceStart[beyond]
                            : joinedStart;
            joinedEnd = Sequence.later(joinedEnd, pieceEnd[beyond]);
            beyond++;
        }
        if (at == beyond && pieces == MOST_PIECES) {
            return false;
        }
        int moved = pieces - beyond;
        System.arraycopy(pieceStart, beyond, pieceStart, at + 1, moved);
        System.arraycopy(pieceEnd, beyond, pieceEnd, at + 1, moved);
        pieceStart[at] = joinedStart;
        pieceEnd[at] = joinedEnd;
        pieces = at + 1 + moved;
        return true;
    }

    /**
     * Reads what is there.
     *
     * @return 0 when there is nothing yet, -1 when nothing will follow
     */
    int read(byte[] into, int at, int length) {
        if (size == 0) {
            return finished ? -1 : 0;
        }
        int count = Math.min(length, size);
        data.get(0, into, at, count);
        data.drop(count);
        size -= count;
        return count;
    }

    /** Whether reading has made so much room that the peer should be told (RFC 9293, 3.8.6.2.2). */
    boolean windowHasGrown() {
        int grown = nxt + data.capacity() - size - edge;
        return !finished && grown >= data.capacity() / 4;
    }

    void acknowledgeNow() {
        ackNow = true;
    }

    boolean mustAcknowledge() {
        return ackNow;
    }

    /** Whether a second segment waits for its acknowledgment (RFC 9293, 3.8.6.3). */
    boolean shouldAcknowledge() {
        return ackNow || unacknowledged >= 2;
    }

    long deadline() {
        return ackAt;
    }
}
