package dev.tule.ec2;

import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.live.LiveNetwork;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.dns.Upstream;
import dev.tule.vnet.link.Lanes;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.link.MemoryLink;
import dev.tule.vnet.outside.OutsidePolicy;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.Deadlines;
import dev.tule.vnet.tcp.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/**
 * Machines that are only links within this process, started as instances are. They outlive a {@link
 * Home}, as QEMU's do.
 */
final class Guests implements AutoCloseable, OutsidePolicy {
    private static final int QUEUE_BYTES = 256 << 10;

    private final Deadlines deadlines = new Deadlines();
    private final Ticker ticker = Ticker.start(deadlines, System::nanoTime);
    private final Lanes lanes = Lanes.open(2);
    private final Map<Path, CompletableFuture<MemoryLink>> links = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Where every public address leads, so that no test needs the Internet. */
    volatile InetSocketAddress internet =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    /** What flow logs are written to. */
    final FlowBucket bucket = new FlowBucket();

    LiveNetwork.Surroundings around() {
        return new LiveNetwork.Surroundings(
                this,
                Upstream.NONE,
                (_, asking) -> asking.refuse(),
                this::link,
                _ -> bucket,
                Duration.ofSeconds(1));
    }

    private Link link(Path socket) {
        MemoryLink network = MemoryLink.pair(lanes.lane(), lanes.lane(), QUEUE_BYTES);
        links.computeIfAbsent(socket, _ -> new CompletableFuture<>()).complete(network.peer());
        return network;
    }

    /** Starts a machine in a subnet. */
    Guest start(Home home, String subnetId, String... groupIds) throws Exception {
        Network network = home.ec2.network(Home.HERE);
        String instanceId = "i-%017x".formatted(count.incrementAndGet());
        InstanceNetwork.Wanted wanted =
                new InstanceNetwork.Wanted(
                        List.of(), subnetId, null, List.of(groupIds), List.of(), null);
        network.place()
                .transact(
                        rows -> {
                            network.instances().attach(rows, instanceId, wanted);
                            return network.instances()
                                    .plug(rows, instanceId, id -> Path.of("/", id));
                        });
        return resume(home, instanceId);
    }

    /** The machine of an instance that runs, after the network has found it. */
    Guest resume(Home home, String instanceId) throws Exception {
        InstanceNetworkInterface at = describe(home, instanceId).networkInterfaces().getFirst();
        Path socket = Path.of("/", at.networkInterfaceId());
        MemoryLink link =
                links.computeIfAbsent(socket, _ -> new CompletableFuture<>())
                        .get(10, TimeUnit.SECONDS);
        return new Guest(instanceId, at.privateIpAddress(), at.macAddress(), link, deadlines);
    }

    /** What the network says of an instance. */
    Instance describe(Home home, String instanceId) {
        Network network = home.ec2.network(Home.HERE);
        Instance instance = Instance.builder().instanceId(instanceId).build();
        return network.read(rows -> network.instances().describing(rows).apply(instance));
    }

    /** The server is gone; the next one will make new links. */
    void forgetLinks() {
        links.clear();
    }

    @Override
    public boolean allows(NetworkInterface from, Ipv4Address to, int port) {
        return PUBLIC.allows(from, to, port);
    }

    @Override
    public InetSocketAddress dial(Ipv4Address to, int port) {
        return internet;
    }

    @Override
    public void close() {
        lanes.close();
        ticker.close();
    }
}
