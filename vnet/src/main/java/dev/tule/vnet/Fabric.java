package dev.tule.vnet;

import dev.tule.vnet.filter.Epoch;
import dev.tule.vnet.filter.FlowLog;
import dev.tule.vnet.filter.InterfaceFilter;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.tcp.Deadlines;
import dev.tule.vnet.tcp.SegmentOutput;
import dev.tule.vnet.tcp.TcpServices;
import dev.tule.vnet.tcp.TcpStack;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The VPCs of one process, and what they share: elastic addresses, the gateway to the outside, and
 * the deadlines, which a {@link dev.tule.vnet.tcp.Ticker} or a test's clock must drive. Safe for
 * use by many threads.
 */
public final class Fabric implements AutoCloseable {
    private static final long SWEEP_NANOS = 1_000_000_000L;

    private final FabricConfig config;
    private final Deadlines deadlines;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final ElasticAddresses elasticAddresses = new ElasticAddresses();
    private final Map<String, Vpc> vpcs = new ConcurrentHashMap<>();
    private volatile Gateway gateway = Gateway.NONE;
    private volatile boolean closed;

    /**
     * @param deadlines run by the caller
     * @param clock nanoseconds, the deadlines' own
     * @param random source of sequence numbers, ports and salts: machines must not be able to guess
     *     it, and many threads use it, so a {@code SecureRandom} but in tests
     */
    public Fabric(
            FabricConfig config, Deadlines deadlines, LongSupplier clock, RandomGenerator random) {
        this.config = config;
        this.deadlines = deadlines;
        this.clock = clock;
        this.random = random;
        deadlines.by(clock.getAsLong() + SWEEP_NANOS, new Sweep());
        if (isRecording()) {
            deadlines.by(clock.getAsLong() + config.flowInterval().toNanos(), new Records());
        }
    }

    private boolean isRecording() {
        return !config.flowLog().equals(FlowLog.NONE);
    }

    FabricConfig config() {
        return config;
    }

    LongSupplier clock() {
        return clock;
    }

    public ElasticAddresses elasticAddresses() {
        return elasticAddresses;
    }

    Gateway gateway() {
        return gateway;
    }

    /** Says what lies outside; at first nothing does. */
    public void replaceGateway(Gateway outside) {
        gateway = outside;
    }

    /**
     * @param range 16 to 28 bits long, as on AWS
     * @throws IllegalArgumentException when the id is taken
     */
    public Vpc createVpc(String id, Cidr range) {
        if (range.prefixLength() < 16 || range.prefixLength() > 28) {
            throw new IllegalArgumentException("a VPC's range is a /16 to a /28, not " + range);
        }
        Vpc made = new Vpc(id, range, this);
        if (vpcs.putIfAbsent(id, made) != null) {
            throw new IllegalArgumentException(id + " is there already");
        }
        return made;
    }

    /** Closes the VPC's interfaces and forgets it. */
    public void deleteVpc(Vpc vpc) {
        vpcs.remove(vpc.id());
        vpc.interfaces().forEach(NetworkInterface::close);
    }

    InterfaceFilter newFilter(String interfaceId, Epoch epoch) {
        return new InterfaceFilter(interfaceId, epoch, config.filter(), isRecording(), random);
    }

    TcpStack newStack(TcpServices services, SegmentOutput output, int mtu) {
        return new TcpStack(config.tcp(), services, output, mtu, deadlines, clock, random);
    }

    /** Passes on the flow records of an interface that goes away. */
    void flush(NetworkInterface gone) {
        gone.filter().takeRecords().forEach(config.flowLog()::record);
    }

    private final class Sweep extends Deadlines.Task {
        @Override
        protected long fire(long now) {
            for (Vpc vpc : vpcs.values()) {
                for (NetworkInterface each : vpc.interfaces()) {
                    each.filter().expire(now);
                }
            }
            return closed ? Deadlines.NEVER : now + SWEEP_NANOS;
        }
    }

    private final class Records extends Deadlines.Task {
        @Override
        protected long fire(long now) {
            for (Vpc vpc : vpcs.values()) {
                vpc.interfaces().forEach(Fabric.this::flush);
            }
            return closed ? Deadlines.NEVER : now + config.flowInterval().toNanos();
        }
    }

    /** Closes every interface. */
    @Override
    public void close() {
        closed = true;
        vpcs.values().forEach(this::deleteVpc);
    }
}
