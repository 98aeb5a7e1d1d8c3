package dev.tule.elb;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.elb.plane.Backends;
import dev.tule.elb.plane.Certificates;
import dev.tule.elb.plane.MetricSink;
import dev.tule.elb.plane.Planes;
import dev.tule.elb.resource.Place;
import dev.tule.http.Network;
import dev.tule.store.Store;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * Elastic Load Balancing over a store: the part that a server registers. Safe for use by many
 * threads.
 */
public final class Elb implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Elb.class.getName());
    private static final String SIGNING_NAME = "elasticloadbalancing";

    private final Store store;
    private final Means means;
    private final Planes planes;
    private final Map<AccountRegion, Region> regions = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor ticker =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("elb-ticker").factory());

    /**
     * What load balancers are made with.
     *
     * @param random what identifiers are made of; unpredictable, safe for many threads
     * @param shares by which turns and weights are drawn and traces are named, quickly; safe for
     *     many threads
     * @param ec2 what is known of subnets, groups and instances
     * @param network event loops, which stay the caller's to close, after this
     * @param backends how targets are reached
     * @param certificates what listeners may show over TLS
     * @param metrics takes what is measured
     */
    public record Means(
            InstantSource clock,
            RandomGenerator random,
            RandomGenerator shares,
            Function<AccountRegion, Ec2Client> ec2,
            Network network,
            Backends backends,
            Certificates certificates,
            MetricSink metrics) {}

    private Elb(Store store, Means means, ElbConfig config) {
        this.store = store;
        this.means = means;
        this.planes =
                new Planes(
                        means.network,
                        means.clock,
                        means.shares,
                        means.backends,
                        means.certificates,
                        config.second());
    }

    /** Load balancers over a store, which stays the caller's to close, after this. */
    public static Elb open(Store store, Means means, ElbConfig config) {
        Elb opened = new Elb(store, means, config);
        StoredPlace.known(Place.SERVICE, store).forEach(opened::region);
        opened.every(config.pace().toMillis(), Region::tick);
        opened.every(config.metricInterval().toMillis(), opened::measure);
        return opened;
    }

    private void every(long millis, Consumer<Region> work) {
        var _ =
                ticker.scheduleWithFixedDelay(
                        () -> regions.values().forEach(region -> attempt(region, work)),
                        millis,
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private static void attempt(Region region, Consumer<Region> work) {
        try {
            work.accept(region);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "Load balancers could not be looked at", failure);
        }
    }

    private void measure(Region region) {
        List<MetricSink.Reading> readings = region.plane().readings();
        readings.stream()
                .map(Elb::namespace)
                .distinct()
                .forEach(
                        namespace ->
                                means.metrics.put(
                                        region.place().where(),
                                        namespace,
                                        means.clock.instant(),
                                        readings.stream()
                                                .filter(each -> namespace.equals(namespace(each)))
                                                .toList()));
    }

    private static String namespace(MetricSink.Reading reading) {
        String balancer = reading.dimensions().getOrDefault("LoadBalancer", "");
        if (reading.dimensions().containsKey("LoadBalancerName")) {
            return "AWS/ELB";
        }
        return balancer.startsWith("net/") ? "AWS/NetworkELB" : "AWS/ApplicationELB";
    }

    private Region region(AccountRegion where) {
        return regions.computeIfAbsent(
                where,
                _ ->
                        new Region(
                                new Place(where, store, means.clock, means.random),
                                means.ec2.apply(where),
                                planes,
                                arn -> means.certificates.find(where, arn).isPresent()));
    }

    /** Version 2 of an account and region: the same object each time. Not the caller's to close. */
    public ElasticLoadBalancingV2Client v2(AccountRegion where) {
        return region(where).v2();
    }

    /**
     * Classic load balancers of an account and region: the same object each time. Not the caller's
     * to close.
     */
    public ElasticLoadBalancingClient classic(AccountRegion where) {
        return region(where).classic();
    }

    /** The ARNs of the load balancers that show a certificate. */
    public Set<String> showing(AccountRegion where, String certificate) {
        return region(where).showing(certificate);
    }

    /** Has new connections there be shown what certificates have become. */
    public void showAnew(AccountRegion where) {
        region(where).plane().showAnew();
    }

    /** The APIs, for the front door to serve. */
    public List<ServedApi> apis() {
        return List.of(
                new ServedApi.Sdk<>(
                        "elasticloadbalancingv2",
                        SIGNING_NAME,
                        ElasticLoadBalancingV2Client.class,
                        this::v2,
                        Elb::permissions),
                new ServedApi.Sdk<>(
                        SIGNING_NAME,
                        SIGNING_NAME,
                        ElasticLoadBalancingClient.class,
                        this::classic,
                        Elb::permissions));
    }

    /**
     * What a request needs: the action on each resource that it names (Service Authorization
     * Reference, "Elastic Load Balancing"), load balancers of the API of 2012 by their names.
     * Describing has no resources.
     */
    private static List<Permission> permissions(
            AccountRegion where, String operation, SdkRequest request) {
        String action = SIGNING_NAME + ":" + operation;
        String prefix =
                "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/"
                        .formatted(where.region(), where.account());
        List<Permission> needed = new ArrayList<>();
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            for (Object each : value instanceof List<?> list ? list : Arrays.asList(value)) {
                if (each instanceof String text && !operation.startsWith("Describe")) {
                    if (text.startsWith("arn:aws:elasticloadbalancing:")) {
                        needed.add(new Permission(action, text));
                    } else if (field.memberName().startsWith("LoadBalancerName")) {
                        needed.add(new Permission(action, prefix + text));
                    }
                }
            }
        }
        return needed.isEmpty() ? Permission.onAny(action) : needed;
    }

    /** Stops listening; requests that are under way may end. */
    @Override
    public void close() {
        ticker.shutdownNow();
        regions.values().forEach(Region::close);
        planes.close();
    }
}
