package dev.tule.vnet.tcp;

import static dev.tule.vnet.packet.TcpHeader.ACK;
import static dev.tule.vnet.packet.TcpHeader.FIN;
import static dev.tule.vnet.packet.TcpHeader.PSH;
import static dev.tule.vnet.tcp.Deadlines.NEVER;

/**
 * The sending half of a connection: what waits to be sent or acknowledged, and when it is sent
 * again. Names are RFC 9293's: {@code una} is the oldest number not acknowledged, {@code nxt} the
 * next to be sent; {@code highest} is one beyond all that was ever sent, which {@code nxt} falls
 * behind after a timeout. Guarded by the connection's lock.
 */
final class Transmission {
    /** Sends a segment. */
    interface Output {
        void segment(int flags, int sequence, ByteRing data, int offset, int length);

        /** Sends what opens the connection: SYN, or SYN and ACK. */
        void opening();
    }

    private final TcpConfig config;
    private final Output output;
    private final ByteRing data;
    private final RoundTrip roundTrip;
    private final NewReno congestion;
    private final int initial;

    private int una;
    private int nxt;
    private int highest;
    private boolean established;

    /** Bytes in {@link #data}, the first of which is number {@code una}. */
    private int size;

    private boolean finQueued;
    private boolean finSent;
    private int segment = 536;
    private int shift;
    private int window;
    private int largestWindow;

    /** Sequence and acknowledgment numbers of the segment that last said the window. */
    private int windowSequence;

    private int windowAcknowledgment;

    private boolean timing;
    private int timed;
    private long timedAt;

    private long retransmitAt = NEVER;
    private long probeAt = NEVER;
    private int retries;

    Transmission(TcpConfig config, int initialSequence, Output output) {
        this.config = config;
        this.output = output;
        this.initial = initialSequence;
        this.data = new ByteRing(config.sendBufferBytes());
        this.roundTrip = new RoundTrip(config);
        this.congestion = new NewReno(segment, initialSequence);
        this.una = initialSequence;
        this.nxt = initialSequence;
        this.highest = initialSequence;
    }

    int initial() {
        return initial;
    }

    /** One beyond all that was sent. */
    int highest() {
        return highest;
    }

    int una() {
        return una;
    }

    /** What the peer's SYN says: the largest segment, and how its windows are scaled. */
    void peer(int segmentBytes, int windowShift) {
        segment = segmentBytes;
        shift = windowShift;
        congestion.resize(segmentBytes);
    }

    /** Sends the SYN. */
    void open(long now) {
        nxt = initial + 1;
        highest = nxt;
        timing = true;
        timed = nxt;
        timedAt = now;
        retransmitAt = now + roundTrip.timeoutNanos();
        output.opening();
    }

    /** Our SYN was acknowledged. */
    void established(int sequence, int peerWindow, boolean scaled, long now) {
        una = initial + 1;
        established = true;
        retries = 0;
        retransmitAt = NEVER;
        window = scaled ? peerWindow << shift : peerWindow;
        largestWindow = window;
        windowSequence = sequence;
        windowAcknowledgment = una;
        measure(una, now);
    }

    int free() {
        return finQueued ? 0 : data.capacity() - size;
    }

    /** Takes as much as there is room for. */
    int append(byte[] bytes, int from, int length) {
        int taken = Math.min(length, free());
        if (taken > 0) {
            data.put(size, bytes, from, taken);
            size += taken;
        }
        return taken;
    }

    /** Nothing follows what was appended. */
    void finish() {
        finQueued = true;
    }

    boolean finishAcknowledged() {
        return finSent && size == 0 && una == highest;
    }

    /**
     * Reads an acknowledgment.
     *
     * @param payload length of what came with it
     * @return false when it acknowledges what was never sent
     */
    boolean acknowledge(int sequence, int acknowledgment, int peerWindow, int payload, long now) {
        if (Sequence.after(acknowledgment, highest)) {
            return false;
        }
        if (Sequence.before(acknowledgment, una)) {
            return true;
        }
        int scaled = peerWindow << shift;
        int inFlight = nxt - una;
        boolean again;
        if (acknowledgment == una) {
            boolean duplicate = payload == 0 && scaled == window && highest != una && size > 0;
            again = duplicate && congestion.duplicate(acknowledgment, highest, inFlight);
        } else {
            int bytes = acknowledgment - una;
            int released = Math.min(bytes, size);
            data.drop(released);
            size -= released;
            una = acknowledgment;
            nxt = Sequence.later(nxt, una);
            measure(acknowledgment, now);
            retries = 0;
            retransmitAt = una == highest ? NEVER : now + roundTrip.timeoutNanos();
            again = congestion.acknowledged(bytes, acknowledgment, nxt - una);
        }
        updateWindow(sequence, acknowledgment, scaled);
        if (window == 0 || probeAt != NEVER) {
            // The peer is there, and full.
            retries = 0;
        }
        if (again && una != highest) {
            resendFirst(now);
        }
        return true;
    }

    private void updateWindow(int sequence, int acknowledgment, int scaled) {
        if (Sequence.before(windowSequence, sequence)
                || (windowSequence == sequence
                        && !Sequence.after(windowAcknowledgment, acknowledgment))) {
            window = scaled;
            largestWindow = Math.max(largestWindow, window);
            windowSequence = sequence;
            windowAcknowledgment = acknowledgment;
        }
    }

    private void measure(int acknowledgment, long now) {
        if (timing && !Sequence.before(acknowledgment, timed)) {
            timing = false;
            roundTrip.measured(now - timedAt);
        }
    }

    /** Sends what may be sent. */
    void send(long now) {
        if (!established) {
            return;
        }
        while (true) {
            int offset = nxt - una;
            int unsent = size - offset;
            if (unsent < 0 || (unsent == 0 && !finQueued)) {
                break;
            }
            int room = Math.max(0, Math.min(window, congestion.window()) - offset);
            int length = Math.min(Math.min(unsent, segment), room);
            boolean last = length == unsent;
            if (length == 0 && !last) {
                break;
            }
            // Silly windows are left alone (RFC 9293, 3.8.6.2.1).
            if (length < segment && !last && (offset > 0 || length < largestWindow / 2)) {
                break;
            }
            transmit(offset, length, last, now);
        }
        boolean idle = nxt == una && una == highest;
        if (idle && size > 0 && probeAt == NEVER) {
            probeAt = now + roundTrip.timeoutNanos();
        }
    }

    private void transmit(int offset, int length, boolean last, long now) {
        boolean fin = last && finQueued;
        if (nxt == highest && !timing) {
            timing = true;
            timed = nxt + length + (fin ? 1 : 0);
            timedAt = now;
        }
        emit(nxt, offset, length, last, fin);
        if (retransmitAt == NEVER) {
            retransmitAt = now + roundTrip.timeoutNanos();
        }
        probeAt = NEVER;
    }

    private void emit(int sequence, int offset, int length, boolean last, boolean fin) {
        if (fin) {
            finSent = true;
        }
        nxt = Sequence.later(nxt, sequence + length + (fin ? 1 : 0));
        highest = Sequence.later(highest, nxt);
        int flags = ACK | (last && length > 0 ? PSH : 0) | (fin ? FIN : 0);
        output.segment(flags, sequence, data, offset, length);
    }

    private void resendFirst(long now) {
        timing = false;
        int length = Math.min(size, segment);
        emit(una, 0, length, length == size, length == size && finQueued && finSent);
        retransmitAt = now + roundTrip.timeoutNanos();
    }

    long deadline() {
        return Math.min(retransmitAt, probeAt);
    }

    /**
     * Does what is due.
     *
     * @return false when the peer has been silent for too long
     */
    boolean fire(long now) {
        if (retransmitAt <= now) {
            if (++retries > (established ? config.retries() : config.synRetries())) {
                return false;
            }
            roundTrip.backOff();
            retransmitAt = now + roundTrip.timeoutNanos();
            timing = false;
            if (established) {
                congestion.timedOut(highest, nxt - una);
                nxt = una;
                resendFirst(now);
            } else {
                output.opening();
            }
        }
        if (probeAt <= now) {
            if (++retries > config.retries()) {
                return false;
            }
            roundTrip.backOff();
            probeAt = now + roundTrip.timeoutNanos();
            // One byte beyond the window: the answer says how large it is now.
            highest = Sequence.later(highest, una + 1);
            output.segment(ACK, una, data, 0, 1);
        }
        return true;
    }

    /** No more is to be sent, nor sent again. */
    void stop() {
        retransmitAt = NEVER;
        probeAt = NEVER;
        established = false;
    }
}
