package dev.tule.vnet.tcp;

import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Packet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Two TCP stacks and the network between them, on a clock of its own: segments are delayed, lost,
 * doubled, overtaken and damaged as the random numbers say. One thread runs it all.
 */
final class TcpWire {
    static final int CLIENT = 0x0a000001;
    static final int SERVER = 0x0a000002;

    private static final long MILLISECOND = 1_000_000;

    private final RandomGenerator random;
    private final Weather weather;
    private final Deadlines deadlines = new Deadlines();
    private final PriorityQueue<InFlight> inFlight =
            new PriorityQueue<>(
                    Comparator.comparingLong(InFlight::arrives)
                            .thenComparingLong(InFlight::number));
    private long sent;
    private long now = 1_000 * MILLISECOND;
    final TcpStack client;
    final TcpStack server;

    /** What may happen to a segment, in thousandths; and how long it takes, in milliseconds. */
    record Weather(int lost, int doubled, int damaged, int delay, int jitter) {
        static final Weather CLEAR = new Weather(0, 0, 0, 1, 0);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record InFlight(long arrives, long number, TcpStack to, byte[] frame) {}

    TcpWire(
            RandomGenerator random,
            Weather weather,
            TcpConfig clientConfig,
            TcpConfig serverConfig,
            TcpServices services) {
        this.random = random;
        this.weather = weather;
        this.client = stack(clientConfig, TcpServices.NONE, true);
        this.server = stack(serverConfig, services, false);
    }

    private TcpStack stack(TcpConfig config, TcpServices services, boolean toServer) {
        int mtu = 576 + random.nextInt(1_000);
        return new TcpStack(config, services, output(toServer), mtu, deadlines, () -> now, random);
    }

    private SegmentOutput output(boolean toServer) {
        return new SegmentOutput() {
            @Override
            public void segment(byte[] frame, int length) {
                Ethernet.write(frame, 0, 1, 2, Ethernet.IPV4);
                byte[] copy = Arrays.copyOf(frame, length);
                send(toServer, copy);
                if (chance(weather.doubled)) {
                    send(toServer, copy.clone());
                }
            }

            @Override
            public void flush() {}
        };
    }

    private boolean chance(int thousandths) {
        return random.nextInt(1_000) < thousandths;
    }

    private void send(boolean toServer, byte[] frame) {
        if (chance(weather.lost)) {
            return;
        }
        if (chance(weather.damaged)) {
            frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        }
        long delay = weather.delay * MILLISECOND;
        if (weather.jitter > 0) {
            delay += random.nextLong(weather.jitter * MILLISECOND);
        }
        inFlight.add(new InFlight(now + delay, sent++, toServer ? server : client, frame));
    }

    long now() {
        return now;
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Goes on to the next event, but no further than a time. */
    void step(long until) {
        long due = deadlines.run(now);
        InFlight next = inFlight.peek();
        long arrival = next == null ? Long.MAX_VALUE : next.arrives;
        now = Math.max(now, Math.min(until, Math.min(due, arrival)));
        while (next != null && next.arrives <= now) {
            inFlight.remove();
            deliver(next);
            next = inFlight.peek();
        }
        deadlines.run(now);
    }

    private static void deliver(InFlight arrived) {
        Packet packet = new Packet();
        if (packet.read(arrived.frame, 0, arrived.frame.length) == Packet.Kind.IPV4
                && packet.isTcp()) {
            arrived.to.receive(packet);
            arrived.to.endOfBatch();
        }
    }

    /** Lets time pass. */
    void pass(long millis) {
        long until = now + millis * MILLISECOND;
        while (now < until) {
            step(until);
        }
    }
}
