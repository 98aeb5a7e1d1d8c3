package dev.tule.ec2;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.compute.MachineEvent;
import dev.tule.ec2.instance.Host;
import dev.tule.ec2.instance.Machines;
import dev.tule.ec2.metadata.MetadataService;
import dev.tule.ec2.metadata.Subject;
import dev.tule.ec2.metering.Meter;
import dev.tule.ec2.metering.MeterSink;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.PublicAddresses;
import dev.tule.ec2.network.live.LiveNetwork;
import dev.tule.ec2.network.live.Topology;
import dev.tule.ec2.parameter.PublicParameters;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.store.Store;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** EC2 over a store: the part that a server registers. Safe for use by many threads. */
public final class Ec2 implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ec2.class.getName());
    private static final String NAME = "ec2";
    private static final Duration END = Duration.ofSeconds(10);

    private final Store store;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Machines machines;
    private final Host host;
    private final LiveNetwork network;
    private final Function<AccountRegion, S3Client> s3;
    private final Map<AccountRegion, Network> networks = new ConcurrentHashMap<>();
    private final Map<AccountRegion, Topology> topologies = new ConcurrentHashMap<>();
    private final Map<AccountRegion, Ec2Service> services = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor upkeep =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("ec2-fleets").factory());

    private Ec2(
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Host host,
            LiveNetwork.Surroundings around) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.s3 = Objects.requireNonNullElse(around.s3(), _ -> new NoS3());
        this.machines = new Machines(host.drivers(), this::heard);
        this.host = host.withDrivers(machines);
        MetadataService metadata = new MetadataService(this::subject, clock, random);
        this.network = LiveNetwork.open(around.withMetadata(metadata), random);
    }

    /**
     * EC2 over a store, which stays the caller's to close, after this.
     *
     * @param random what identifiers and keys are made of; unpredictable, safe for many threads
     * @param s3 of an account and region: flow logs go there, and disks come from there
     */
    public static Ec2 open(
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Host host,
            Function<AccountRegion, S3Client> s3) {
        return open(store, clock, random, host, LiveNetwork.ofHost().withS3(s3));
    }

    /** As the other {@code open}, with networks that something else surrounds than this host. */
    static Ec2 open(
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Host host,
            LiveNetwork.Surroundings around) {
        Ec2 ec2 = new Ec2(store, clock, random, host, around);
        // Machines have gone on without us: what they see must be there before anybody asks.
        PublicAddresses.places(store).forEach(ec2::service);
        ec2.resume();
        var _ = ec2.upkeep.scheduleWithFixedDelay(ec2::tendFleets, 1, 1, TimeUnit.SECONDS);
        return ec2;
    }

    /** Has fleets be what they are to be. */
    void tendFleets() {
        for (Ec2Service service : services.values()) {
            try {
                service.fleets().tend();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "Fleets are not kept up", e);
            }
        }
    }

    /** Returns when no fleet is being worked on. */
    private void endUpkeep() {
        upkeep.shutdown();
        try {
            var _ = upkeep.awaitTermination(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes up what an earlier run left. */
    private void resume() {
        Set<String> volumes = new HashSet<>();
        Set<String> snapshots = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Map.Entry<AccountRegion, Ec2Service> each : services.entrySet()) {
            each.getValue().snapshots().resume();
            place(each.getKey())
                    .read(
                            rows -> {
                                Snapshots.files(rows, volumes, snapshots, keys);
                                return null;
                            });
        }
        host.files().sweep(volumes, snapshots, keys);
        services.values().forEach(service -> service.instances().lifeCycle().resume());
    }

    private void heard(MachineEvent event) {
        services.values().forEach(service -> service.instances().lifeCycle().heard(event));
    }

    private Optional<Subject> subject(String interfaceId) {
        return services.values().stream()
                .flatMap(service -> service.instances().subject(interfaceId).stream())
                .findFirst();
    }

    /**
     * The service of an account and region: the same object each time. Not the caller's to close.
     */
    public Ec2Client client(AccountRegion where) {
        return service(where);
    }

    private Ec2Service service(AccountRegion where) {
        return services.computeIfAbsent(where, this::make);
    }

    /** The networks of an account and region. */
    Network network(AccountRegion where) {
        return networks.computeIfAbsent(where, _ -> new Network(place(where), this::topology));
    }

    private Place place(AccountRegion where) {
        return new Place(where, store, clock, random, host.secrets());
    }

    private Runnable topology(Place place) {
        Topology made = network.topology(place);
        topologies.put(place.where(), made);
        return made::follow;
    }

    /**
     * Connects to an address of a VPC from one of its interfaces, at which this process is the host
     * from then on: for services of this cloud that stand in VPCs. Groups and ACLs hold at both
     * ends.
     *
     * @throws IOException when it is refused, or nobody answers within the time
     * @throws IllegalStateException when there is no such interface, or a machine is at it
     */
    public TcpConnection connect(
            AccountRegion where, String interfaceId, String address, int port, Duration timeout)
            throws IOException {
        Topology topology = topologies.get(where);
        if (topology == null) {
            throw new IllegalStateException("there are no networks in " + where.region());
        }
        return topology.host(interfaceId).connect(Ipv4Address.of(address), port, timeout);
    }

    private Ec2Service make(AccountRegion where) {
        return new Ec2Service(network(where), host, s3.apply(where));
    }

    /** The API, for the front door to serve. */
    public ServedApi.Sdk<Ec2Client> api() {
        return new ServedApi.Sdk<>(
                NAME,
                NAME,
                Ec2Client.class,
                this::client,
                (where, operation, request) ->
                        new RequiredPermissions(where, client(where)).of(operation, request));
    }

    /** What of Systems Manager those ask who look for an image. */
    public ServedApi.Json parametersApi() {
        return new ServedApi.Json(
                "AmazonSSM",
                "ssm",
                "com.amazonaws.ssm",
                where -> new PublicParameters(where.region()),
                (where, operation, request) ->
                        List.of(
                                new Permission(
                                        "ssm:" + operation,
                                        PublicParameters.resource(where.region(), request))));
    }

    /** All of them, for the front door to serve. */
    public List<ServedApi> apis() {
        return List.of(api(), parametersApi());
    }

    /**
     * Measures all machines once a minute from now on.
     *
     * @return what ends that when it is closed, before this is
     */
    public Meter measure(MeterSink sink) {
        return meter(sink).started();
    }

    /** A meter that doesn't run by itself. */
    Meter meter(MeterSink sink) {
        return Meter.of(
                () -> services.values().stream().map(each -> each.instances().probe()).toList(),
                network::find,
                sink,
                clock);
    }

    /**
     * Stops all machines, as a host does that is shut down; they are stopped when it comes back.
     * Those that were to be launched are launched then.
     */
    public void stopMachines(Duration grace) {
        endUpkeep();
        services.values().forEach(each -> each.instances().lifeCycle().holdLaunches());
        machines.stopAll(grace);
    }

    /** Lets go of the machines: they run on. */
    @Override
    public void close() {
        endUpkeep();
        services.values().forEach(Ec2Service::close);
        machines.close();
        network.close();
    }

    /** Where there is no S3, nothing can be asked of it. */
    private static final class NoS3 implements S3Client {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
