package dev.tule.ec2.network.live;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.flowlog.FlowLogDelivery;
import dev.tule.ec2.resource.Place;
import dev.tule.vnet.Fabric;
import dev.tule.vnet.FabricConfig;
import dev.tule.vnet.InterfaceService;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.Route;
import dev.tule.vnet.Vpc;
import dev.tule.vnet.dns.Resolver;
import dev.tule.vnet.dns.Upstream;
import dev.tule.vnet.filter.FlowRecord;
import dev.tule.vnet.link.Lanes;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.link.StreamLink;
import dev.tule.vnet.link.StreamLinkConfig;
import dev.tule.vnet.outside.HostNetwork;
import dev.tule.vnet.outside.HostNetworkConfig;
import dev.tule.vnet.outside.OutsidePolicy;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.Deadlines;
import dev.tule.vnet.tcp.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The networks of all accounts and regions of this process, and what they share: the threads that
 * carry frames, the way out, the services that machines reach at link-local addresses. Safe for use
 * by many threads.
 */
public final class LiveNetwork implements AutoCloseable {
    /** Where machines ask for their metadata (EC2 User Guide, "Instance metadata"). */
    public static final Ipv4Address METADATA = Ipv4Address.of("169.254.169.254");

    private static final int HTTP = 80;

    private final Deque<Topology> topologies = new ConcurrentLinkedDeque<>();
    private final Ticker ticker;
    private final Lanes lanes;
    private final Fabric fabric;
    private final FlowLogDelivery flows;
    private final HostNetwork outside;
    private final Upstream upstream;
    private final InterfaceService.Tcp metadata;
    private final Function<Path, Link> links;

    /**
     * What surrounds the networks.
     *
     * @param policy which addresses outside machines may reach, after routes and groups
     * @param upstream where names outside are asked for
     * @param metadata answers machines at {@link #METADATA}; told by the interface's id who asks
     * @param links to the machine that listens on a Unix socket; null for QEMU's
     * @param s3 of an account and region, for flow logs; null for none
     * @param flowInterval between two sets of flow records; default 60 s, 1 s to 10 min
     */
    public record Surroundings(
            OutsidePolicy policy,
            Upstream upstream,
            InterfaceService.Tcp metadata,
            @Nullable Function<Path, Link> links,
            @Nullable Function<AccountRegion, S3Client> s3,
            Duration flowInterval) {

        /** The same, with something else that answers machines about themselves. */
        public Surroundings withMetadata(InterfaceService.Tcp changed) {
            return new Surroundings(policy, upstream, changed, links, s3, flowInterval);
        }

        /** The same, with flow logs to somebody's S3. */
        public Surroundings withS3(Function<AccountRegion, S3Client> given) {
            return new Surroundings(policy, upstream, metadata, links, given, flowInterval);
        }
    }

    private LiveNetwork(Surroundings around, RandomGenerator random) {
        Deadlines deadlines = new Deadlines();
        this.ticker = Ticker.start(deadlines, System::nanoTime);
        this.lanes = Lanes.open();
        this.flows =
                FlowLogDelivery.start(
                        around.s3, around.flowInterval, InstantSource.system(), random);
        FabricConfig config = FabricConfig.DEFAULT.withFlowLog(this::record, around.flowInterval);
        this.fabric = new Fabric(config, deadlines, System::nanoTime, random);
        this.outside =
                new HostNetwork(
                        HostNetworkConfig.DEFAULT, around.policy, fabric.elasticAddresses());
        fabric.replaceGateway(outside);
        this.upstream = around.upstream;
        this.metadata = around.metadata;
        this.links =
                around.links == null
                        ? socket -> new StreamLink(socket, lanes, StreamLinkConfig.DEFAULT)
                        : around.links;
    }

    /** Public addresses and their names, as far as the host has them; no metadata, no S3. */
    public static Surroundings ofHost() {
        return new Surroundings(
                OutsidePolicy.PUBLIC,
                HostNameServer.upstream(),
                (_, connection) -> connection.refuse(),
                null,
                null,
                Duration.ofSeconds(60));
    }

    /**
     * Starts without any network.
     *
     * @param random unpredictable, safe for many threads
     */
    public static LiveNetwork open(Surroundings around, RandomGenerator random) {
        return new LiveNetwork(around, random);
    }

    /** The networks of a place, as its rows say; closed with this. */
    public Topology topology(Place place) {
        DnsSupport names = new DnsSupport();
        Resolver resolver =
                new Resolver(new VpcNames(place.region(), names), names.upstream(upstream));
        Topology made =
                new Topology(
                        place,
                        new Topology.Wiring(
                                fabric, links, vpc -> serve(vpc, resolver), lanes::lane, names),
                        new FlowWatch(place.where(), flows));
        topologies.add(made);
        made.start();
        return made;
    }

    /** The interface of an identifier, while it is plugged in. */
    public Optional<NetworkInterface> find(String interfaceId) {
        return topologies.stream()
                .flatMap(topology -> topology.find(interfaceId).stream())
                .findFirst();
    }

    private void serve(Vpc vpc, Resolver resolver) {
        resolver.serve(vpc);
        vpc.serveTcp(METADATA, HTTP, metadata);
    }

    private void record(FlowRecord flow) {
        topologies.forEach(topology -> topology.take(flow));
    }

    /** Whether an interface's routes lead out of its VPC: only then are names outside its own. */
    public static boolean leadsOutside(NetworkInterface from) {
        return from.subnet().routeTable().routes().stream()
                .anyMatch(
                        route ->
                                route.target() instanceof Route.InternetGateway
                                        || route.target() instanceof Route.NatGateway);
    }

    @Override
    public void close() {
        topologies.forEach(Topology::close);
        outside.close();
        fabric.close();
        flows.close();
        lanes.close();
        ticker.close();
    }
}
