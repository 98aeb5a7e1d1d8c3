package dev.tule.elb.balancer;

import static dev.tule.elb.resource.Tables.BALANCERS;

import dev.tule.elb.resource.Arn;
import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Listing;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyLoadBalancersException;

/** Application and network load balancers. Safe for use by many threads. */
public final class LoadBalancers {
    /** AWS's usual quota, of each type. */
    public static final int MOST = 50;

    private static final Pattern NAME =
            Pattern.compile("(?!internal-)(?!-)[a-zA-Z0-9-]{1,32}(?<!-)");

    /** AWS's identifier of the zone that its names stand in; nothing here hosts it. */
    private static final String HOSTED_ZONE = "Z35SXDOTRQ7X7K";

    private final Place place;
    private final Sites sites;
    private final Interfaces interfaces;
    private final UnaryOperator<LoadBalancer> seen;
    private final Runnable changed;

    /**
     * @param seen a load balancer with what the data plane knows of it
     * @param changed has the data plane follow; when it returns, the rows are in force
     */
    public LoadBalancers(
            Place place, Sites sites, UnaryOperator<LoadBalancer> seen, Runnable changed) {
        this.place = place;
        this.sites = sites;
        this.interfaces = new Interfaces(place, sites.ec2());
        this.seen = seen;
        this.changed = changed;
    }

    public static LoadBalancer get(Snapshot rows, String arn) {
        return BALANCERS.find(rows, arn).orElseThrow(Faults::noLoadBalancer);
    }

    CreateLoadBalancerResponse create(CreateLoadBalancerRequest request) {
        refuse(request);
        LoadBalancerTypeEnum type =
                request.type() == null ? LoadBalancerTypeEnum.APPLICATION : request.type();
        boolean application = type == LoadBalancerTypeEnum.APPLICATION;
        List<Subnet> subnets =
                subnets(request.subnets(), request.subnetMappings(), application ? 2 : 1);
        String vpc = subnets.getFirst().vpcId();
        LoadBalancerSchemeEnum scheme =
                request.scheme() == null
                        ? LoadBalancerSchemeEnum.INTERNET_FACING
                        : request.scheme();
        String id = place.newId();
        LoadBalancer made =
                LoadBalancer.builder()
                        .loadBalancerArn(
                                place.arn(
                                        "loadbalancer/%s/%s/%s"
                                                .formatted(
                                                        application ? "app" : "net",
                                                        request.name(),
                                                        id)))
                        .loadBalancerName(request.name())
                        .dnsName(dnsName(request.name(), scheme, application))
                        .canonicalHostedZoneId(HOSTED_ZONE)
                        .createdTime(place.now())
                        .scheme(scheme)
                        .type(type)
                        .ipAddressType(IpAddressType.IPV4)
                        .vpcId(vpc)
                        .availabilityZones(Addresses.zones(subnets, Addresses.draw(place.random())))
                        .securityGroups(
                                application || request.hasSecurityGroups()
                                        ? sites.securityGroups(vpc, request.securityGroups())
                                        : List.of())
                        .build();
        LoadBalancer there = place.transact(rows -> put(rows, made, request.tags()));
        place.know();
        follow(there);
        changed.run();
        return CreateLoadBalancerResponse.builder().loadBalancers(seen.apply(there)).build();
    }

    /** Has the balancer's interfaces follow its subnets and groups. */
    private void follow(LoadBalancer balancer) {
        List<String> groups =
                balancer.securityGroups().isEmpty()
                        ? sites.securityGroups(balancer.vpcId(), List.of())
                        : balancer.securityGroups();
        interfaces.follow(
                balancer.loadBalancerArn(),
                Arn.dimension(balancer.loadBalancerArn()),
                subnets(balancer),
                groups);
    }

    /** Those that lack an interface, since the server was killed, get it now. */
    public void resume() {
        List<LoadBalancer> lacking =
                place.read(
                        rows ->
                                BALANCERS.all(rows).stream()
                                        .filter(
                                                each ->
                                                        !Interfaces.areThere(
                                                                rows,
                                                                each.loadBalancerArn(),
                                                                subnets(each)))
                                        .toList());
        lacking.forEach(this::follow);
    }

    private static List<String> subnets(LoadBalancer balancer) {
        return balancer.availabilityZones().stream().map(AvailabilityZone::subnetId).toList();
    }

    private static void refuse(CreateLoadBalancerRequest request) {
        if (!NAME.matcher(request.name()).matches()) {
            throw Faults.invalid(
                    "The load balancer name '%s' cannot be longer than '32' characters, and can only contain characters that are alphanumeric characters and hyphens(-)"
                            .formatted(request.name()));
        }
        if (request.type() == LoadBalancerTypeEnum.GATEWAY) {
            throw Faults.notImplemented("A gateway load balancer");
        }
        if (request.ipAddressType() != null && request.ipAddressType() != IpAddressType.IPV4) {
            throw Faults.notImplemented("IPv6");
        }
        if (request.customerOwnedIpv4Pool() != null || request.ipamPools() != null) {
            throw Faults.notImplemented("An address pool of one's own");
        }
    }

    private List<Subnet> subnets(List<String> ids, List<SubnetMapping> mappings, int least) {
        if (mappings.stream()
                .anyMatch(
                        mapping ->
                                mapping.allocationId() != null
                                        || mapping.privateIPv4Address() != null)) {
            throw Faults.notImplemented("An address of one's own for a load balancer");
        }
        List<String> asked =
                Stream.concat(ids.stream(), mappings.stream().map(SubnetMapping::subnetId))
                        .distinct()
                        .toList();
        if (asked.size() < least) {
            throw Faults.invalid(
                    least == 1
                            ? "A subnet must be specified"
                            : "At least two subnets in two different Availability Zones must be specified");
        }
        return sites.subnets(asked);
    }

    private String dnsName(String name, LoadBalancerSchemeEnum scheme, boolean application) {
        String prefix = scheme == LoadBalancerSchemeEnum.INTERNAL ? "internal-" : "";
        return application
                ? "%s%s-%d.%s.elb.amazonaws.com"
                        .formatted(
                                prefix,
                                name,
                                place.random().nextInt(100_000_000, 2_000_000_000),
                                place.region())
                : "%s%s-%s.elb.%s.amazonaws.com"
                        .formatted(prefix, name, place.newId(), place.region());
    }

    private static LoadBalancer put(
            dev.tule.store.Transaction rows, LoadBalancer made, List<Tag> tags) {
        List<LoadBalancer> all = BALANCERS.all(rows);
        Optional<LoadBalancer> same =
                all.stream()
                        .filter(each -> each.loadBalancerName().equals(made.loadBalancerName()))
                        .findFirst();
        if (same.isPresent()) {
            if (same.get().type() == made.type()
                    && same.get().scheme() == made.scheme()
                    && same.get().securityGroups().equals(made.securityGroups())
                    && subnetsOf(same.get()).equals(subnetsOf(made))) {
                return same.get();
            }
            throw DuplicateLoadBalancerNameException.builder()
                    .message(
                            "A load balancer with the same name '%s' exists, but with different settings"
                                    .formatted(made.loadBalancerName()))
                    .build();
        }
        if (all.stream().filter(each -> each.type() == made.type()).count() >= MOST) {
            throw TooManyLoadBalancersException.builder()
                    .message("The maximum number of load balancers has been reached")
                    .build();
        }
        BALANCERS.put(rows, made, made.loadBalancerArn());
        Tags.put(rows, made.loadBalancerArn(), tags);
        return made;
    }

    private static List<String> subnetsOf(LoadBalancer balancer) {
        return balancer.availabilityZones().stream()
                .map(AvailabilityZone::subnetId)
                .sorted()
                .toList();
    }

    DescribeLoadBalancersResponse describe(DescribeLoadBalancersRequest request) {
        List<LoadBalancer> found =
                place.read(rows -> BALANCERS.all(rows)).stream()
                        .filter(
                                each ->
                                        request.loadBalancerArns().isEmpty()
                                                || request.loadBalancerArns()
                                                        .contains(each.loadBalancerArn()))
                        .filter(
                                each ->
                                        request.names().isEmpty()
                                                || request.names()
                                                        .contains(each.loadBalancerName()))
                        .toList();
        if (found.size() < request.loadBalancerArns().size()
                || found.size() < request.names().size()) {
            throw Faults.noLoadBalancer();
        }
        Listing<LoadBalancer> page =
                Listing.of(
                        found, LoadBalancer::loadBalancerArn, request.pageSize(), request.marker());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(page.items().stream().map(seen).toList())
                .nextMarker(page.nextMarker())
                .build();
    }

    /** One that isn't there is deleted, too. */
    DeleteLoadBalancerResponse delete(DeleteLoadBalancerRequest request) {
        String arn = request.loadBalancerArn();
        place.change(
                rows -> {
                    if ("true"
                            .equals(
                                    Tables.attributes(rows, arn)
                                            .get("deletion_protection.enabled"))) {
                        throw Faults.notPermitted(
                                "Load balancer '%s' cannot be deleted because deletion protection is enabled"
                                        .formatted(arn));
                    }
                    Tables.listenersOf(rows, arn)
                            .forEach(each -> Tables.deleteListener(rows, each.listenerArn()));
                    BALANCERS.delete(rows, arn);
                    Tables.forget(rows, arn);
                });
        changed.run();
        interfaces.end(arn);
        return DeleteLoadBalancerResponse.builder().build();
    }

    SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
        LoadBalancer known = place.read(rows -> get(rows, request.loadBalancerArn()));
        int least = known.type() == LoadBalancerTypeEnum.APPLICATION ? 2 : 1;
        List<Subnet> subnets = subnets(request.subnets(), request.subnetMappings(), least);
        List<AvailabilityZone> zones = Addresses.zones(subnets, Addresses.of(known));
        change(request.loadBalancerArn(), row -> row.availabilityZones(zones));
        return SetSubnetsResponse.builder().availabilityZones(zones).build();
    }

    SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
        LoadBalancer known = place.read(rows -> get(rows, request.loadBalancerArn()));
        List<String> groups = sites.securityGroups(known.vpcId(), request.securityGroups());
        change(request.loadBalancerArn(), row -> row.securityGroups(groups));
        return SetSecurityGroupsResponse.builder().securityGroupIds(groups).build();
    }

    SetIpAddressTypeResponse setIpAddressType(SetIpAddressTypeRequest request) {
        if (request.ipAddressType() != IpAddressType.IPV4) {
            throw Faults.notImplemented("IPv6");
        }
        place.read(rows -> get(rows, request.loadBalancerArn()));
        return SetIpAddressTypeResponse.builder().ipAddressType(IpAddressType.IPV4).build();
    }

    private void change(String arn, UnaryOperator<LoadBalancer.Builder> how) {
        LoadBalancer after =
                place.transact(
                        rows -> {
                            LoadBalancer made = how.apply(get(rows, arn).toBuilder()).build();
                            BALANCERS.put(rows, made, arn);
                            return made;
                        });
        follow(after);
        changed.run();
    }
}
