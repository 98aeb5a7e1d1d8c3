package dev.tule.ec2.network.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.ec2.network.NetworkChanges;
import dev.tule.ec2.network.NetworkState;
import dev.tule.ec2.resource.Place;
import dev.tule.store.ChangeFeed;
import dev.tule.store.CursorExpired;
import dev.tule.store.StoreException;
import dev.tule.vnet.Fabric;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.Vpc;
import dev.tule.vnet.VpcHost;
import dev.tule.vnet.filter.FlowRecord;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The networks of one account and region, which follow its rows: at once where the API changed
 * them, by the store's change feed where a launch did. Safe for use by many threads.
 */
public final class Topology implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Topology.class.getName());
    private static final int CHANGES_AT_ONCE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Place place;
    private final Wiring wiring;
    private final FlowWatch flows;
    private final PublishedPorts published = new PublishedPorts();
    private final Thread follower;
    private volatile boolean closed;

    @GuardedBy("this")
    private final Map<String, LiveVpc> vpcs = new HashMap<>();

    @GuardedBy("this")
    private Map<Ipv4Address, Stands> stands = new HashMap<>();

    /** What a public address stands for. */
    private record Stands(NetworkInterface at, Ipv4Address privateAddress) {}

    /**
     * What all topologies are made with.
     *
     * @param links to the machine that listens on a Unix socket
     * @param services begin to answer in a new VPC
     * @param lanes run what hosts receive that this process is
     * @param names of this topology alone
     */
    record Wiring(
            Fabric fabric,
            Function<Path, Link> links,
            Consumer<Vpc> services,
            Supplier<Executor> lanes,
            DnsSupport names) {}

    Topology(Place place, Wiring wiring, FlowWatch flows) {
        this.place = place;
        this.wiring = wiring;
        this.flows = flows;
        this.follower =
                Thread.ofVirtual().name("ec2-network-" + place.region()).unstarted(this::run);
    }

    /** Makes what the rows say now, and follows them from now on. */
    void start() {
        follow();
        follower.start();
    }

    private void run() {
        while (!closed) {
            try (ChangeFeed feed = place.changes(NetworkChanges.TOPIC)) {
                follow();
                while (!closed) {
                    if (!feed.next(CHANGES_AT_ONCE, PATIENCE).isEmpty()) {
                        follow();
                    }
                }
            } catch (CursorExpired e) {
                LOG.log(System.Logger.Level.DEBUG, "changes of the network were missed", e);
            } catch (StoreException e) {
                if (!closed) {
                    LOG.log(System.Logger.Level.ERROR, "the network no longer follows", e);
                }
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Makes what the rows say now. When it returns, it is in force. */
    public synchronized void follow() {
        if (closed) {
            return;
        }
        try {
            follow(place.read(NetworkState::read));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The rows are right by what the API lets through; the request is not to blame.
            LOG.log(System.Logger.Level.ERROR, "the network can't follow its rows", e);
        }
    }

    @GuardedBy("this")
    private void follow(NetworkState state) {
        vpcs.entrySet()
                .removeIf(
                        each -> {
                            boolean gone = !state.vpcs().containsKey(each.getKey());
                            if (gone) {
                                each.getValue().close();
                            }
                            return gone;
                        });
        for (var row : state.vpcs().values()) {
            LiveVpc live = vpcs.get(row.vpcId());
            if (live == null) {
                live =
                        new LiveVpc(
                                row.vpcId(), Cidr.of(row.cidrBlock()), wiring.fabric, wiring.links);
                wiring.services.accept(live.vpc());
                vpcs.put(row.vpcId(), live);
            }
            live.follow(state);
        }
        wiring.names.follow(state);
        followPublicAddresses(state);
        flows.follow(state);
    }

    void take(FlowRecord flow) {
        flows.take(flow);
    }

    @GuardedBy("this")
    private void followPublicAddresses(NetworkState state) {
        Map<Ipv4Address, Stands> wanted = new HashMap<>();
        Set<PublishedPorts.Publication> publications = new HashSet<>();
        for (var row : state.interfaces().values()) {
            Optional<NetworkInterface> at = plugged(row.vpcId(), row.networkInterfaceId());
            var subnet = state.subnets().get(row.subnetId());
            if (at.isEmpty() || subnet == null) {
                continue;
            }
            List<Integer> ports = PublicPorts.of(state, row);
            for (var address : row.privateIpAddresses()) {
                if (address.association() != null) {
                    Ipv4Address outside = Ipv4Address.of(address.association().publicIp());
                    Ipv4Address inside = Ipv4Address.of(address.privateIpAddress());
                    wanted.put(outside, new Stands(at.get(), inside));
                    if (state.isPublic(subnet)) {
                        ports.forEach(
                                port ->
                                        publications.add(
                                                new PublishedPorts.Publication(
                                                        outside, port, at.get(), inside)));
                    }
                }
            }
        }
        replaceStands(wanted);
        published.replace(publications);
    }

    @GuardedBy("this")
    private void replaceStands(Map<Ipv4Address, Stands> wanted) {
        for (Ipv4Address gone : stands.keySet()) {
            if (!wanted.containsKey(gone)) {
                wiring.fabric.elasticAddresses().disassociate(gone);
            }
        }
        wanted.forEach(
                (address, stand) -> {
                    if (!stand.equals(stands.get(address))) {
                        wiring.fabric
                                .elasticAddresses()
                                .associate(address, stand.at, stand.privateAddress);
                    }
                });
        stands = wanted;
    }

    @GuardedBy("this")
    private Optional<NetworkInterface> plugged(String vpcId, String interfaceId) {
        LiveVpc vpc = vpcs.get(vpcId);
        return vpc == null ? Optional.empty() : vpc.plugged(interfaceId);
    }

    /**
     * This process as the host at an interface, for what services of this cloud do in a VPC. The
     * interface's groups and its subnet's ACL hold for it as for a machine.
     *
     * @throws IllegalStateException when there is no such interface, or a machine is at it
     */
    public synchronized VpcHost host(String interfaceId) {
        NetworkState state = place.read(NetworkState::read);
        var row = state.interfaces().get(interfaceId);
        LiveVpc vpc = row == null ? null : vpcs.get(row.vpcId());
        if (vpc == null) {
            throw new IllegalStateException(interfaceId + " is not there");
        }
        return vpc.host(interfaceId, state, wiring.lanes.get());
    }

    /** An interface that a machine is at. */
    public synchronized Optional<NetworkInterface> find(String interfaceId) {
        return vpcs.values().stream().flatMap(vpc -> vpc.plugged(interfaceId).stream()).findFirst();
    }

    @Override
    public void close() {
        closed = true;
        follower.interrupt();
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        published.close();
        synchronized (this) {
            vpcs.values().forEach(LiveVpc::close);
            vpcs.clear();
        }
    }
}
