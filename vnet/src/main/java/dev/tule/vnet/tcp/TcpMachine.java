package dev.tule.vnet.tcp;

import static dev.tule.vnet.packet.TcpHeader.ACK;
import static dev.tule.vnet.packet.TcpHeader.FIN;
import static dev.tule.vnet.packet.TcpHeader.RST;
import static dev.tule.vnet.packet.TcpHeader.SYN;
import static dev.tule.vnet.tcp.Deadlines.NEVER;

import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The states of a connection, and what moves it from one to the next: <a
 * href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10">RFC 9293, 3.10</a>. Guarded by the
 * connection's lock.
 */
final class TcpMachine implements Transmission.Output {
    private final TcpConnection connection;
    private final TcpStack stack;
    private final TcpConfig config;
    private final boolean incoming;
    private final Transmission sending;
    private final Reception receiving;

    private TcpState state;

    /** Whether the peer may be answered: of an incoming connection, whether it was accepted. */
    private boolean answered;

    /** Whether windows are scaled, both ways. */
    private boolean scaled;

    /** The application has ended our direction before the connection was established. */
    private boolean finishing;

    /** The application has closed both ways. */
    private boolean released;

    private @Nullable String failure;
    private long lastHeard;

    /** Keep-alive questions since the peer was last heard. */
    private int unanswered;

    /** When to end a state that ends by itself. */
    private long endAt = NEVER;

    TcpMachine(TcpConnection connection, TcpStack stack, boolean incoming, int initialSequence) {
        this.connection = connection;
        this.stack = stack;
        this.config = stack.config();
        this.incoming = incoming;
        this.answered = !incoming;
        this.sending = new Transmission(config, initialSequence, this);
        this.receiving = new Reception(config);
        this.state = incoming ? TcpState.SYN_RECEIVED : TcpState.SYN_SENT;
    }

    TcpState state() {
        return state;
    }

    /** Why the connection ended before its time, or null. */
    @Nullable String failure() {
        return failure;
    }

    boolean isOpening() {
        return state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED;
    }

    boolean isOver() {
        return state == TcpState.CLOSED;
    }

    boolean mayRead() {
        return receiving.available() > 0 || receiving.finished();
    }

    int available() {
        return receiving.available();
    }

    boolean mayWrite() {
        return switch (state) {
            case SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> !finishing;
            default -> false;
        };
    }

    boolean hasRoom() {
        return sending.free() > 0;
    }

    /** Whether somebody who waits should look again; a writer not for every little room. */
    boolean hasNews() {
        return mayRead()
                || !mayWrite()
                || sending.free() >= config.sendBufferBytes() / 4
                || isOver();
    }

    // ---- What the application does.

    void connect(long now) {
        lastHeard = now;
        sending.open(now);
    }

    void accept(long now) {
        if (state == TcpState.SYN_RECEIVED && !answered) {
            answered = true;
            endAt = NEVER;
            sending.open(now);
        }
    }

    int read(byte[] into, int at, int length) {
        int count = receiving.read(into, at, length);
        if (count > 0 && state.isSynchronized() && receiving.windowHasGrown()) {
            acknowledge();
        }
        return count;
    }

    int write(byte[] bytes, int from, int length, long now) {
        int taken = sending.append(bytes, from, length);
        sending.send(now);
        return taken;
    }

    /** Ends our direction. */
    void finish(long now) {
        switch (state) {
            case ESTABLISHED -> state = TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> state = TcpState.LAST_ACK;
            case SYN_SENT, SYN_RECEIVED -> {
                finishing = true;
                return;
            }
            default -> {
                return;
            }
        }
        sending.finish();
        sending.send(now);
    }

    /** Ends both directions. */
    void close(long now) {
        released = true;
        if (receiving.available() > 0 || state == TcpState.SYN_SENT || !answered) {
            abort("closed");
            return;
        }
        finish(now);
        if (state == TcpState.FIN_WAIT_2) {
            endAt = now + config.finWait().toNanos();
        }
    }

    // ---- What the peer does.

    /** A SYN has come for an incoming connection. */
    void begin(Packet syn, long now) {
        readSyn(syn);
        lastHeard = now;
        // An application that never answers must not keep the place.
        endAt = now + config.finWait().toNanos();
    }

    private void readSyn(Packet syn) {
        SynOptions options = SynOptions.of(syn);
        scaled = options.windowShift() >= 0;
        int segment = Math.clamp(options.segmentBytes(), 64, stack.mostSegmentBytes());
        sending.peer(segment, Math.max(0, options.windowShift()));
        int sequence = TcpHeader.sequence(syn.bytes(), syn.transport());
        receiving.begin(sequence, scaled ? receiving.wantedShift() : 0);
    }

    /**
     * Takes a segment.
     *
     * @return false when it opens a new connection between the same ends, in this one's place
     */
    boolean segment(Packet packet, long now) {
        lastHeard = now;
        unanswered = 0;
        int flags = packet.tcpFlags();
        if (state == TcpState.CLOSED) {
            return false;
        }
        if (state == TcpState.TIME_WAIT && reopens(packet, flags)) {
            end(null);
            return false;
        }
        if (state == TcpState.SYN_SENT) {
            answer(packet, flags, now);
        } else {
            arrives(packet, flags, now);
        }
        if (state != TcpState.CLOSED && receiving.mustAcknowledge()) {
            acknowledge();
        }
        return true;
    }

    private boolean reopens(Packet packet, int flags) {
        int sequence = TcpHeader.sequence(packet.bytes(), packet.transport());
        return (flags & (SYN | ACK)) == SYN && Sequence.after(sequence, receiving.nxt());
    }

    /** RFC 9293, 3.10.7.3. */
    private void answer(Packet packet, int flags, long now) {
        int at = packet.transport();
        int acknowledgment = TcpHeader.acknowledgment(packet.bytes(), at);
        boolean ours = (flags & ACK) != 0 && acknowledgment == sending.initial() + 1;
        if ((flags & RST) != 0) {
            if (ours) {
                end("refused");
            }
        } else if ((flags & ACK) != 0 && !ours) {
            stack.reset(packet);
        } else if ((flags & SYN) != 0) {
            readSyn(packet);
            if (ours) {
                int sequence = TcpHeader.sequence(packet.bytes(), at);
                int window = TcpHeader.window(packet.bytes(), at);
                sending.established(sequence, window, false, now);
                established(now);
                receiving.acknowledgeNow();
                sending.send(now);
            } else {
                state = TcpState.SYN_RECEIVED;
                sending.open(now);
            }
        }
    }

    /** RFC 9293, 3.10.7.4. */
    private void arrives(Packet packet, int flags, long now) {
        int sequence = TcpHeader.sequence(packet.bytes(), packet.transport());
        int length = packet.end() - packet.payload();
        int ahead = sequence - receiving.nxt();
        if ((flags & RST) != 0) {
            resets(ahead);
            return;
        }
        if ((flags & SYN) != 0) {
            repeats(flags, ahead);
            return;
        }
        if ((flags & ACK) == 0 || !answered) {
            return;
        }
        if (ahead > receiving.openWindow() || (length > 0 && ahead + length <= 0)) {
            receiving.acknowledgeNow();
        }
        if (!acknowledges(packet, sequence, length, now)) {
            return;
        }
        if (sending.finishAcknowledged()) {
            finishAcknowledged(now);
        }
        take(packet, sequence, length, (flags & FIN) != 0, now);
        if (state != TcpState.CLOSED) {
            sending.send(now);
        }
    }

    /** A reset counts when it is exactly in place; else the peer is asked (RFC 5961, 3.2). */
    private void resets(int ahead) {
        if (ahead == 0) {
            end("reset by the peer");
        } else if (ahead > 0 && ahead < receiving.openWindow()) {
            acknowledge();
        }
    }

    /** A SYN on a connection that has one (RFC 5961, 4.2). */
    private void repeats(int flags, int ahead) {
        if (state == TcpState.SYN_RECEIVED && ahead == -1 && (flags & ACK) == 0) {
            if (answered) {
                opening();
            }
        } else if (state.isSynchronized()) {
            acknowledge();
        }
    }

    /** Reads the acknowledgment; false when it makes the segment void. */
    private boolean acknowledges(Packet packet, int sequence, int length, long now) {
        int acknowledgment = TcpHeader.acknowledgment(packet.bytes(), packet.transport());
        int window = TcpHeader.window(packet.bytes(), packet.transport());
        if (state != TcpState.SYN_RECEIVED) {
            if (sending.acknowledge(sequence, acknowledgment, window, length, now)) {
                return true;
            }
            receiving.acknowledgeNow();
            return false;
        }
        if (acknowledgment != sending.initial() + 1) {
            stack.reset(packet);
            return false;
        }
        sending.established(sequence, window, scaled, now);
        established(now);
        return true;
    }

    private void established(long now) {
        state = TcpState.ESTABLISHED;
        if (incoming) {
            stack.accepted();
        }
        if (finishing) {
            finish(now);
        }
    }

    private void take(Packet packet, int sequence, int length, boolean fin, long now) {
        if (length == 0 && !fin) {
            return;
        }
        if (!state.receives()) {
            receiving.acknowledgeNow();
            return;
        }
        if (released && length > 0 && Sequence.after(sequence + length, receiving.nxt())) {
            abort("closed");
            return;
        }
        receiving.take(sequence, packet.bytes(), packet.payload(), length, fin, now);
        if (receiving.finished()) {
            peerFinished(now);
        }
    }

    private void finishAcknowledged(long now) {
        switch (state) {
            case FIN_WAIT_1 -> {
                state = TcpState.FIN_WAIT_2;
                if (released) {
                    endAt = now + config.finWait().toNanos();
                }
            }
            case CLOSING -> rest(now);
            case LAST_ACK -> end(null);
            default -> {}
        }
    }

    private void peerFinished(long now) {
        switch (state) {
            case ESTABLISHED -> state = TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> state = TcpState.CLOSING;
            case FIN_WAIT_2 -> rest(now);
            default -> {}
        }
    }

    private void rest(long now) {
        state = TcpState.TIME_WAIT;
        sending.stop();
        endAt = now + config.timeWait().toNanos();
    }

    /** Acknowledges what was put off to the end of the batch. */
    void endOfBatch() {
        if (state != TcpState.CLOSED && receiving.shouldAcknowledge()) {
            acknowledge();
        }
    }

    // ---- What time does.

    void due(long now) {
        if (state == TcpState.CLOSED) {
            return;
        }
        if (endAt <= now) {
            boolean resting = state == TcpState.TIME_WAIT;
            end(resting ? null : "timed out");
            return;
        }
        if (sending.deadline() <= now) {
            stack.retransmitted();
            if (!sending.fire(now)) {
                abort("timed out");
                return;
            }
        }
        if (receiving.deadline() <= now) {
            acknowledge();
        }
        if (keepAliveAt() <= now) {
            if (unanswered++ >= config.keepAliveProbes()) {
                abort("timed out");
                return;
            }
            emit(ACK, sending.una() - 1, null, 0, 0);
        }
    }

    private long keepAliveAt() {
        boolean asks = state.isSynchronized() && state != TcpState.TIME_WAIT;
        return asks ? lastHeard + config.keepAliveIdle().toNanos() * (unanswered + 1) : NEVER;
    }

    long deadline() {
        if (state == TcpState.CLOSED) {
            return NEVER;
        }
        long first = Math.min(sending.deadline(), receiving.deadline());
        return Math.min(first, Math.min(endAt, keepAliveAt()));
    }

    // ---- How it ends, and what is sent.

    /** Ends with a reset, when the peer knows of the connection. */
    void abort(String why) {
        if (state == TcpState.SYN_RECEIVED && !answered) {
            stack.emit(connection, RST | ACK, 0, receiving.nxt(), 0, null, 0, 0);
        } else if (state == TcpState.SYN_RECEIVED || state.isSynchronized()) {
            int sequence = sending.highest();
            stack.emit(connection, RST | ACK, sequence, receiving.nxt(), 0, null, 0, 0);
        }
        end(why);
    }

    /** Ends without a word to the peer. */
    void end(@Nullable String why) {
        if (state != TcpState.CLOSED) {
            boolean opening = incoming && state == TcpState.SYN_RECEIVED;
            state = TcpState.CLOSED;
            failure = why;
            sending.stop();
            stack.remove(connection, opening);
        }
    }

    private void acknowledge() {
        emit(ACK, sending.highest(), null, 0, 0);
    }

    private void emit(int flags, int sequence, @Nullable ByteRing data, int offset, int length) {
        int window = receiving.tellWindow(scaled);
        stack.emit(connection, flags, sequence, receiving.nxt(), window, data, offset, length);
    }

    @Override
    public void segment(int flags, int sequence, ByteRing data, int offset, int length) {
        emit(flags, sequence, data, offset, length);
    }

    @Override
    public void opening() {
        if (state == TcpState.SYN_SENT) {
            int window = receiving.firstWindow();
            stack.open(connection, SYN, sending.initial(), 0, window, receiving.wantedShift());
        } else {
            int shift = scaled ? receiving.wantedShift() : -1;
            int window = receiving.tellWindow(false);
            int next = receiving.nxt();
            stack.open(connection, SYN | ACK, sending.initial(), next, window, shift);
        }
    }
}
