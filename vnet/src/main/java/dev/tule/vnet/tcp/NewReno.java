package dev.tule.vnet.tcp;

/**
 * How much may be under way: slow start and congestion avoidance (<a
 * href="https://www.rfc-editor.org/rfc/rfc5681#section-3">RFC 5681, 3</a>), fast recovery (<a
 * href="https://www.rfc-editor.org/rfc/rfc6582#section-3.2">RFC 6582, 3.2</a>). Guarded by the
 * connection's lock.
 */
final class NewReno {
    private static final int DUPLICATES = 3;

    /** Beyond any buffer: growing further would mean nothing. */
    private static final int MOST_WINDOW = 64 << 20;

    private int segment;
    private int window;
    private int threshold = Integer.MAX_VALUE;
    private int duplicates;
    private boolean recovering;

    /** What had been sent when the last loss was noticed. */
    private int recover;

    /**
     * @param firstSequence the connection's initial sequence number
     */
    NewReno(int segment, int firstSequence) {
        this.recover = firstSequence;
        resize(segment);
    }

    /** The segment size is known: the initial window (RFC 6928, 2). */
    void resize(int segmentBytes) {
        segment = segmentBytes;
        window = Math.min(10 * segmentBytes, Math.max(2 * segmentBytes, 14_600));
    }

    int window() {
        return window;
    }

    /**
     * New data was acknowledged.
     *
     * @return whether the segment after it is to be sent again now: it is lost as well
     */
    boolean acknowledged(int bytes, int acknowledgment, int inFlight) {
        duplicates = 0;
        if (recovering) {
            if (Sequence.before(acknowledgment, recover)) {
                window = Math.max(segment, window - bytes + Math.min(bytes, segment));
                return true;
            }
            recovering = false;
            window = Math.min(threshold, Math.max(inFlight, segment) + segment);
            return false;
        }
        if (window >= MOST_WINDOW) {
            return false;
        }
        if (window < threshold) {
            window += Math.min(bytes, 2 * segment);
        } else {
            window += Math.max(1, (int) ((long) segment * Math.min(bytes, window) / window));
        }
        return false;
    }

    /**
     * The same was acknowledged again.
     *
     * @param highest what was sent so far
     * @return whether the segment after it is to be sent again now
     */
    boolean duplicate(int acknowledgment, int highest, int inFlight) {
        if (recovering) {
            window = Math.min(MOST_WINDOW, window + segment);
            return false;
        }
        duplicates++;
        if (duplicates != DUPLICATES || Sequence.before(acknowledgment - 1, recover)) {
            return false;
        }
        threshold = Math.max(inFlight / 2, 2 * segment);
        window = threshold + DUPLICATES * segment;
        recover = highest;
        recovering = true;
        return true;
    }

    /** The retransmission timer has fired (RFC 5681, 3.1, equation 4; RFC 6582, 4). */
    void timedOut(int highest, int inFlight) {
        threshold = Math.max(inFlight / 2, 2 * segment);
        window = segment;
        recover = highest;
        recovering = false;
        duplicates = 0;
    }
}
