package dev.tule.elb.classic;

import dev.tule.elb.balancer.Addresses;
import dev.tule.elb.balancer.Interfaces;
import dev.tule.elb.balancer.Sites;
import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Listing;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancing.model.ApplySecurityGroupsToLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.ApplySecurityGroupsToLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.ConfigureHealthCheckRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.ConfigureHealthCheckResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancing.model.HealthCheck;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancing.model.Limit;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.TooManyLoadBalancersException;

/** Classic load balancers, their listeners and health checks. Safe for use by many threads. */
public final class ClassicBalancers {
    /** AWS's usual quota. */
    static final int MOST = 20;

    private static final Pattern NAME = Pattern.compile("(?!-)[a-zA-Z0-9-]{1,32}(?<!-)");
    private static final Pattern CHECK =
            Pattern.compile("(TCP|SSL):[1-9][0-9]{0,4}|HTTPS?:[1-9][0-9]{0,4}/[!-~]{0,1023}");

    /** AWS's identifier of the zone that its names stand in; nothing here hosts it. */
    private static final String HOSTED_ZONE = "Z35SXDOTRQ7X7K";

    private final Place place;
    private final Sites sites;
    private final Interfaces interfaces;
    private final Predicate<String> known;
    private final Runnable changed;

    /**
     * Of one account and region.
     *
     * @param known whether there is a certificate of that ARN
     */
    ClassicBalancers(Place place, Sites sites, Predicate<String> known, Runnable changed) {
        this.place = place;
        this.sites = sites;
        this.interfaces = new Interfaces(place, sites.ec2());
        this.known = known;
        this.changed = changed;
    }

    CreateLoadBalancerResponse create(CreateLoadBalancerRequest request) {
        String name = request.loadBalancerName();
        if (!NAME.matcher(name).matches()) {
            throw Faults.invalid(
                    "LoadBalancer name must contain only alphanumeric characters or hyphens, at most 32");
        }
        List<ListenerDescription> listeners =
                request.listeners().stream()
                        .map(each -> ClassicListeners.described(each, known))
                        .toList();
        List<Subnet> subnets = subnets(request);
        String vpc = subnets.getFirst().vpcId();
        boolean internal = "internal".equals(request.scheme());
        String dnsName =
                "%s%s-%d.%s.elb.amazonaws.com"
                        .formatted(
                                internal ? "internal-" : "",
                                name,
                                place.random().nextInt(100_000_000, 2_000_000_000),
                                place.region());
        LoadBalancerDescription made =
                LoadBalancerDescription.builder()
                        .loadBalancerName(name)
                        .dnsName(dnsName)
                        .canonicalHostedZoneNameID(HOSTED_ZONE)
                        .listenerDescriptions(listeners)
                        .policies(none -> {})
                        .availabilityZones(subnets.stream().map(Subnet::availabilityZone).toList())
                        .subnets(subnets.stream().map(Subnet::subnetId).toList())
                        .vpcId(vpc)
                        .instances(List.of())
                        .healthCheck(usual(request.listeners().getFirst()))
                        .sourceSecurityGroup(
                                group ->
                                        group.ownerAlias(place.where().account())
                                                .groupName("default"))
                        .securityGroups(sites.securityGroups(vpc, request.securityGroups()))
                        .createdTime(place.now())
                        .scheme(internal ? "internal" : "internet-facing")
                        .build();
        String address = Addresses.draw(place.random());
        place.change(
                rows -> {
                    if (ClassicTables.balancers().find(rows, name).isPresent()) {
                        throw DuplicateLoadBalancerNameException.builder()
                                .message(
                                        "Load Balancer named '%s' already exists and it is configured with different parameters"
                                                .formatted(name))
                                .build();
                    }
                    if (ClassicTables.balancers().all(rows).size() >= MOST) {
                        throw TooManyLoadBalancersException.builder()
                                .message("The quota for load balancers has been exceeded")
                                .build();
                    }
                    ClassicTables.put(rows, made);
                    ClassicTables.putAddress(rows, name, address);
                    ClassicTags.put(rows, name, request.tags());
                });
        place.know();
        follow(made);
        changed.run();
        return CreateLoadBalancerResponse.builder().dnsName(dnsName).build();
    }

    /** Those that lack an interface, since the server was killed, get it now. */
    void resume() {
        List<LoadBalancerDescription> lacking =
                place.read(
                        rows ->
                                ClassicTables.balancers().all(rows).stream()
                                        .filter(
                                                each ->
                                                        !Interfaces.areThere(
                                                                rows,
                                                                ClassicTables.hook(
                                                                        each.loadBalancerName()),
                                                                each.subnets()))
                                        .toList());
        lacking.forEach(this::follow);
    }

    private void follow(LoadBalancerDescription balancer) {
        interfaces.follow(
                ClassicTables.hook(balancer.loadBalancerName()),
                balancer.loadBalancerName(),
                balancer.subnets(),
                balancer.securityGroups());
    }

    /**
     * Those asked for; for a program that names zones, as old ones do, each zone's default subnet.
     */
    private List<Subnet> subnets(CreateLoadBalancerRequest request) {
        if (!request.subnets().isEmpty()) {
            return sites.subnets(request.subnets());
        }
        if (request.availabilityZones().isEmpty()) {
            throw Faults.invalid("Either AvailabilityZones or SubnetIds must be specified");
        }
        return sites.subnetsOfZones(request.availabilityZones());
    }

    private static HealthCheck usual(Listener first) {
        return HealthCheck.builder()
                .target("TCP:" + first.instancePort())
                .interval(30)
                .timeout(5)
                .unhealthyThreshold(2)
                .healthyThreshold(10)
                .build();
    }

    DescribeLoadBalancersResponse describe(DescribeLoadBalancersRequest request) {
        List<LoadBalancerDescription> found =
                place.read(
                        rows ->
                                request.loadBalancerNames().isEmpty()
                                        ? ClassicTables.balancers().all(rows)
                                        : request.loadBalancerNames().stream()
                                                .map(name -> ClassicTables.get(rows, name))
                                                .toList());
        List<LoadBalancerDescription> shown =
                place.read(rows -> found.stream().map(each -> named(rows, each)).toList());
        Listing<LoadBalancerDescription> page =
                Listing.of(
                        shown,
                        LoadBalancerDescription::loadBalancerName,
                        request.pageSize(),
                        request.marker());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancerDescriptions(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    /** With the address where AWS shows a second name. */
    private static LoadBalancerDescription named(
            dev.tule.store.Snapshot rows, LoadBalancerDescription balancer) {
        return balancer.toBuilder()
                .canonicalHostedZoneName(ClassicTables.address(rows, balancer.loadBalancerName()))
                .build();
    }

    /** One that isn't there is deleted, too. */
    DeleteLoadBalancerResponse delete(DeleteLoadBalancerRequest request) {
        String name = request.loadBalancerName();
        place.change(
                rows -> {
                    ClassicTables.delete(rows, name);
                    Tables.forget(rows, ClassicTables.hook(name));
                });
        changed.run();
        interfaces.end(ClassicTables.hook(name));
        return DeleteLoadBalancerResponse.builder().build();
    }

    /** Those that are held to here. */
    static DescribeAccountLimitsResponse limits() {
        return DescribeAccountLimitsResponse.builder()
                .limits(
                        limit("classic-load-balancers", MOST),
                        limit("classic-listeners", ClassicListeners.MOST),
                        limit("classic-registered-instances", ClassicInstances.MOST))
                .build();
    }

    private static Limit limit(String name, int most) {
        return Limit.builder().name(name).max(Integer.toString(most)).build();
    }

    ConfigureHealthCheckResponse configureHealthCheck(ConfigureHealthCheckRequest request) {
        HealthCheck check = request.healthCheck();
        if (!CHECK.matcher(check.target()).matches()) {
            throw Faults.invalid(
                    "HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL, and have a port");
        }
        if (check.timeout() >= check.interval()
                || check.interval() < 5
                || check.interval() > 300
                || check.timeout() < 2) {
            throw Faults.invalid("HealthCheck timeout must be less than interval");
        }
        change(request.loadBalancerName(), known -> known.healthCheck(check));
        return ConfigureHealthCheckResponse.builder().healthCheck(check).build();
    }

    ApplySecurityGroupsToLoadBalancerResponse applySecurityGroups(
            ApplySecurityGroupsToLoadBalancerRequest request) {
        LoadBalancerDescription known =
                place.read(rows -> ClassicTables.get(rows, request.loadBalancerName()));
        List<String> groups = sites.securityGroups(known.vpcId(), request.securityGroups());
        follow(change(request.loadBalancerName(), row -> row.securityGroups(groups)));
        return ApplySecurityGroupsToLoadBalancerResponse.builder().securityGroups(groups).build();
    }

    /**
     * Moves a balancer into other subnets of its VPC.
     *
     * @param seen those that it was in when that was decided
     */
    LoadBalancerDescription move(String name, List<String> seen, List<Subnet> to) {
        LoadBalancerDescription after =
                place.transact(
                        rows -> {
                            LoadBalancerDescription there = ClassicTables.get(rows, name);
                            if (!there.subnets().equals(seen)) {
                                throw InvalidConfigurationRequestException.builder()
                                        .message("The load balancer is being moved already")
                                        .build();
                            }
                            LoadBalancerDescription moved =
                                    there.toBuilder()
                                            .subnets(to.stream().map(Subnet::subnetId).toList())
                                            .availabilityZones(
                                                    to.stream()
                                                            .map(Subnet::availabilityZone)
                                                            .toList())
                                            .build();
                            ClassicTables.put(rows, moved);
                            return moved;
                        });
        follow(after);
        changed.run();
        return after;
    }

    /** Changes a balancer's row, and has the data plane follow. */
    LoadBalancerDescription change(
            String name, UnaryOperator<LoadBalancerDescription.Builder> how) {
        LoadBalancerDescription after =
                place.transact(
                        rows -> {
                            LoadBalancerDescription made =
                                    how.apply(ClassicTables.get(rows, name).toBuilder()).build();
                            ClassicTables.put(rows, made);
                            return made;
                        });
        changed.run();
        return after;
    }
}
