package dev.tule.vnet.tcp;

import static dev.tule.vnet.packet.TcpHeader.ACK;
import static dev.tule.vnet.packet.TcpHeader.FIN;
import static dev.tule.vnet.packet.TcpHeader.RST;
import static dev.tule.vnet.packet.TcpHeader.SYN;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.vnet.flow.FlowTable;
import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Checksum;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The connections that end at one network interface's router, or at one host: finds the connection
 * that a segment belongs to, and writes the segments that go out. Segments arrive on one thread at
 * a time; everything else is safe for use by many threads.
 */
public final class TcpStack implements AutoCloseable {
    private static final int FIRST_EPHEMERAL = 32_768;
    private static final int EPHEMERALS = 28_232;
    private static final int TRIES = 64;
    private static final int HEADER = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;

    private final TcpConfig config;

    /** Of connections beside many others. */
    private final TcpConfig crowded;

    private final TcpServices services;
    private final SegmentOutput output;
    private final Deadlines deadlines;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final int mtu;

    @GuardedBy("table")
    private final FlowTable<TcpConnection> table;

    @GuardedBy("table")
    private int opening;

    @GuardedBy("table")
    private boolean closed;

    @GuardedBy("frame")
    private final byte[] frame;

    /** Confined to the thread on which segments arrive. */
    private final List<TcpConnection> batch = new ArrayList<>();

    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refusedByLimit = new AtomicLong();
    private final AtomicLong badChecksums = new AtomicLong();
    private final AtomicLong retransmissions = new AtomicLong();

    /**
     * @param mtu longest IPv4 packet that goes out
     * @param clock nanoseconds
     * @param random chooses ports and sequence numbers: nobody else must be able to guess it
     */
    public TcpStack(
            TcpConfig config,
            TcpServices services,
            SegmentOutput output,
            int mtu,
            Deadlines deadlines,
            LongSupplier clock,
            RandomGenerator random) {
        this.config = config;
        this.crowded = config.crowded();
        this.services = services;
        this.output = output;
        this.mtu = mtu;
        this.deadlines = deadlines;
        this.clock = clock;
        this.random = random;
        this.table = new FlowTable<>(config.mostConnections(), random.nextLong());
        this.frame = new byte[Ethernet.HEADER_BYTES + mtu];
    }

    /** For a further connection. */
    TcpConfig config() {
        synchronized (table) {
            return table.size() < config.mostRoomy() ? config : crowded;
        }
    }

    Deadlines deadlines() {
        return deadlines;
    }

    long now() {
        return clock.getAsLong();
    }

    int mostSegmentBytes() {
        return mtu - Ipv4.HEADER_BYTES - TcpHeader.HEADER_BYTES;
    }

    /**
     * Makes a connection and reserves its ports. Nothing is sent until it is {@linkplain #start
     * started}.
     *
     * @throws IOException when there are too many connections, or no port is free
     */
    public TcpConnection prepare(int local, int remote, int remotePort) throws IOException {
        TcpConnection made = new TcpConnection(this, false, random.nextInt());
        synchronized (table) {
            if (closed || table.isFull()) {
                refusedByLimit.incrementAndGet();
                throw new IOException("too many connections");
            }
            long addresses = FlowTable.addresses(local, remote);
            for (int i = 0; i < TRIES; i++) {
                int port = FIRST_EPHEMERAL + random.nextInt(EPHEMERALS);
                long ports = FlowTable.ports(Ipv4.TCP, port, remotePort);
                if (table.get(addresses, ports) == null) {
                    table.put(addresses, ports, made);
                    return made;
                }
            }
        }
        throw new IOException("no free port");
    }

    /** Sends the SYN of a prepared connection. */
    public TcpConnection start(TcpConnection prepared) {
        opened.incrementAndGet();
        prepared.connect();
        return prepared;
    }

    /** Takes a packet that is a TCP segment for this stack. */
    public void receive(Packet packet) {
        if (packet.isFragment() || !packet.isIntact()) {
            badChecksums.incrementAndGet();
            return;
        }
        long now = clock.getAsLong();
        TcpConnection connection = find(packet);
        if (connection == null || !connection.segment(packet, now)) {
            unknown(packet, now);
        }
    }

    /** Whether a segment belongs to a connection of this stack's. */
    public boolean knows(Packet segment) {
        return find(segment) != null;
    }

    private @Nullable TcpConnection find(Packet packet) {
        synchronized (table) {
            return table.get(addresses(packet), ports(packet));
        }
    }

    private static long addresses(Packet packet) {
        return FlowTable.addresses(packet.destination(), packet.source());
    }

    private static long ports(Packet packet) {
        return FlowTable.ports(Ipv4.TCP, packet.destinationPort(), packet.sourcePort());
    }

    private void unknown(Packet packet, long now) {
        int flags = packet.tcpFlags();
        TcpService service = services.at(packet.destination(), packet.destinationPort());
        if ((flags & (SYN | ACK | RST)) != SYN || service == null) {
            reset(packet);
            return;
        }
        TcpConnection connection = new TcpConnection(this, true, random.nextInt());
        synchronized (table) {
            boolean room = !closed && opening < config.mostOpening() && !table.isFull();
            if (!room || table.get(addresses(packet), ports(packet)) != null) {
                refusedByLimit.incrementAndGet();
                return;
            }
            table.put(addresses(packet), ports(packet), connection);
            opening++;
        }
        connection.begin(packet, now);
        service.incoming(connection);
    }

    /** A connection from outside is established. */
    void accepted() {
        accepted.incrementAndGet();
        synchronized (table) {
            opening--;
        }
    }

    void remove(TcpConnection connection, boolean wasOpening) {
        synchronized (table) {
            table.remove(connection);
            if (wasOpening) {
                opening--;
            }
        }
    }

    void retransmitted() {
        retransmissions.incrementAndGet();
    }

    /** A connection has had segments in this batch; called on the thread of arrivals. */
    void inBatch(TcpConnection connection) {
        batch.add(connection);
    }

    /** No more segments are at hand: acknowledges those that came, and tells the application. */
    public void endOfBatch() {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).endOfBatch();
        }
        batch.clear();
    }

    void flush() {
        output.flush();
    }

    // ---- Segments that go out.

    void emit(
            TcpConnection from,
            int flags,
            int sequence,
            int acknowledgment,
            int window,
            @Nullable ByteRing data,
            int offset,
            int length) {
        synchronized (frame) {
            int payload = HEADER + TcpHeader.HEADER_BYTES;
            if (data != null) {
                data.get(offset, frame, payload, length);
            }
            header(from, flags, sequence, acknowledgment, window, 0);
            finish(from.local(), from.remote(), TcpHeader.HEADER_BYTES + length, from.hopLimit());
        }
    }

    /** Sends a SYN, with or without an acknowledgment. */
    void open(
            TcpConnection from,
            int flags,
            int sequence,
            int acknowledgment,
            int window,
            int shift) {
        synchronized (frame) {
            new SynOptions(mostSegmentBytes(), shift).write(frame, HEADER + TcpHeader.HEADER_BYTES);
            header(from, flags, sequence, acknowledgment, window, SynOptions.BYTES);
            finish(
                    from.local(),
                    from.remote(),
                    TcpHeader.HEADER_BYTES + SynOptions.BYTES,
                    from.hopLimit());
        }
    }

    @GuardedBy("frame")
    private void header(
            TcpConnection from,
            int flags,
            int sequence,
            int acknowledgment,
            int window,
            int options) {
        Bytes.put16(frame, HEADER, from.localPort());
        Bytes.put16(frame, HEADER + 2, from.remotePort());
        write(flags, sequence, acknowledgment, window, options);
    }

    @GuardedBy("frame")
    private void write(int flags, int sequence, int acknowledgment, int window, int options) {
        Bytes.put32(frame, HEADER + 4, sequence);
        Bytes.put32(frame, HEADER + 8, acknowledgment);
        Bytes.put8(frame, HEADER + 12, (TcpHeader.HEADER_BYTES + options) << 2);
        Bytes.put8(frame, HEADER + 13, flags);
        Bytes.put16(frame, HEADER + 14, window);
        Bytes.put32(frame, HEADER + 16, 0);
    }

    @GuardedBy("frame")
    private void finish(int source, int destination, int length, int hopLimit) {
        long pseudo = Checksum.pseudoHeader(source, destination, Ipv4.TCP, length);
        int checksum = Checksum.finish(Checksum.sum(frame, HEADER, length, pseudo));
        Bytes.put16(frame, HEADER + 16, checksum);
        Ipv4.write(frame, Ethernet.HEADER_BYTES, Ipv4.TCP, source, destination, length, hopLimit);
        output.segment(frame, HEADER + length);
    }

    /** Answers a segment that belongs to nothing (RFC 9293, 3.10.7.1). */
    void reset(Packet packet) {
        int flags = packet.tcpFlags();
        if ((flags & RST) != 0) {
            return;
        }
        byte[] bytes = packet.bytes();
        int at = packet.transport();
        int sequence = TcpHeader.sequence(bytes, at);
        int length = packet.end() - packet.payload();
        int after = sequence + length + Integer.bitCount(flags & (SYN | FIN));
        boolean acknowledges = (flags & ACK) != 0;
        int own = acknowledges ? TcpHeader.acknowledgment(bytes, at) : 0;
        synchronized (frame) {
            Bytes.put16(frame, HEADER, packet.destinationPort());
            Bytes.put16(frame, HEADER + 2, packet.sourcePort());
            write(acknowledges ? RST : RST | ACK, own, acknowledges ? 0 : after, 0, 0);
            finish(
                    /* source= */ packet.destination(),
                    /* destination= */ packet.source(),
                    TcpHeader.HEADER_BYTES,
                    Ipv4.TIME_TO_LIVE);
        }
    }

    public TcpStatistics statistics() {
        synchronized (table) {
            return new TcpStatistics(
                    table.size(),
                    opening,
                    opened.get(),
                    accepted.get(),
                    refusedByLimit.get(),
                    badChecksums.get(),
                    retransmissions.get());
        }
    }

    /** Ends all connections, without a word to their peers. */
    @Override
    public void close() {
        List<TcpConnection> all = new ArrayList<>();
        synchronized (table) {
            closed = true;
            table.removeIf(
                    each -> {
                        all.add(each);
                        return false;
                    });
        }
        all.forEach(TcpConnection::drop);
    }
}
