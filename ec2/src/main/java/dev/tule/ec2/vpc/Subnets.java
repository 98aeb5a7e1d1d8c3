package dev.tule.ec2.vpc;

import dev.tule.ec2.network.AddressRange;
import dev.tule.ec2.network.Foundation;
import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkState;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import dev.tule.vnet.packet.Cidr;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Subnets. Safe for use by many threads. */
public final class Subnets {
    private static final int MOST_SUBNETS = 200;
    private static final Filters<Subnet> FILTERS =
            Filters.of(Subnet.builder(), Subnet.class)
                    .onPart(
                            "ipv6-cidr-block-association",
                            "ipv6-cidr-block-association-set",
                            "association-id",
                            "ipv6-cidr-block")
                    .onMember(
                            "ipv6-cidr-block-association.state",
                            "ipv6-cidr-block-association-set.ipv6-cidr-block-state.state")
                    .onPart(
                            "private-dns-name-options-on-launch",
                            "private-dns-name-options-on-launch",
                            "enable-resource-name-dns-a-record",
                            "enable-resource-name-dns-aaaa-record",
                            "hostname-type")
                    .onMembers(
                            "customer-owned-ipv4-pool",
                            "enable-dns64",
                            "enable-lni-at-device-index",
                            "ipv6-native",
                            "map-customer-owned-ip-on-launch",
                            "outpost-arn")
                    .onMembers(
                            "availability-zone",
                            "availabilityZone",
                            "availability-zone-id",
                            "availabilityZoneId",
                            "available-ip-address-count")
                    .onMember("cidr", "cidr-block")
                    .onMembers(
                            "cidr-block",
                            "cidrBlock",
                            "default-for-az",
                            "defaultForAz",
                            "map-public-ip-on-launch",
                            "owner-id",
                            "state",
                            "subnet-arn",
                            "subnet-id",
                            "vpc-id",
                            "vpcId");
    private static final Inquiry.Shape<Subnet> SHAPE =
            new Inquiry.Shape<>(
                    Subnet::subnetId, (subnet, tags) -> subnet.toBuilder().tags(tags).build());

    private final Network network;

    public Subnets(Network network) {
        this.network = network;
    }

    CreateSubnetResponse create(CreateSubnetRequest request) {
        if (request.ipv6CidrBlock() != null || Boolean.TRUE.equals(request.ipv6Native())) {
            throw Faults.notImplemented("A subnet with IPv6");
        }
        if (request.outpostArn() != null) {
            throw Faults.notImplemented("A subnet on an Outpost");
        }
        Cidr range =
                AddressRange.ofNetwork(
                        Faults.require(request.cidrBlock(), "CidrBlock"), "InvalidSubnet.Range");
        String zone = zone(request.availabilityZone(), request.availabilityZoneId());
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SUBNET);
        Subnet made =
                network.transact(
                        rows -> {
                            Vpc vpc = NetworkTables.VPCS.get(rows, request.vpcId());
                            refuseMisplaced(rows, vpc, range);
                            Subnet subnet = network.foundation().subnet(rows, vpc, range, zone);
                            TagRows.put(rows, subnet.subnetId(), tags);
                            return complete(rows).apply(subnet);
                        });
        return CreateSubnetResponse.builder().subnet(made.toBuilder().tags(tags).build()).build();
    }

    private String zone(@Nullable String name, @Nullable String id) {
        if (name != null) {
            return network.place().zone(name);
        }
        return network.place().zones().stream()
                .filter(zone -> id == null || network.place().zoneId(zone).equals(id))
                .findFirst()
                .orElseThrow(
                        () -> Faults.invalidValue("Invalid availability zone-id: [" + id + "]"));
    }

    private static void refuseMisplaced(Snapshot rows, Vpc vpc, Cidr range) {
        if (!Cidr.of(vpc.cidrBlock()).contains(range)) {
            throw Faults.of("InvalidSubnet.Range", "The CIDR '%s' is invalid.".formatted(range));
        }
        List<Subnet> others =
                NetworkTables.SUBNETS.all(rows).values().stream()
                        .filter(each -> each.vpcId().equals(vpc.vpcId()))
                        .toList();
        if (others.stream().anyMatch(each -> Cidr.of(each.cidrBlock()).overlaps(range))) {
            throw Faults.of(
                    "InvalidSubnet.Conflict",
                    "The CIDR '%s' conflicts with another subnet".formatted(range));
        }
        if (others.size() >= MOST_SUBNETS) {
            throw Faults.of(
                    "SubnetLimitExceeded", "The maximum number of subnets has been reached.");
        }
    }

    CreateDefaultSubnetResponse createDefault(CreateDefaultSubnetRequest request) {
        String zone = zone(request.availabilityZone(), request.availabilityZoneId());
        Subnet made =
                network.transact(
                        rows -> {
                            Vpc vpc =
                                    Foundation.findDefault(rows)
                                            .orElseThrow(
                                                    () ->
                                                            Faults.of(
                                                                    "DefaultVpcDoesNotExist",
                                                                    "No default VPC in this"
                                                                            + " region."));
                            boolean known =
                                    NetworkTables.SUBNETS.all(rows).values().stream()
                                            .anyMatch(
                                                    each ->
                                                            each.defaultForAz()
                                                                    && each.availabilityZone()
                                                                            .equals(zone));
                            if (known) {
                                throw Faults.of(
                                        "DefaultSubnetAlreadyExistsInAvailabilityZone",
                                        "A default subnet already exists in " + zone);
                            }
                            Subnet subnet = network.foundation().defaultSubnet(rows, vpc, zone);
                            return complete(rows).apply(subnet);
                        });
        return CreateDefaultSubnetResponse.builder().subnet(made).build();
    }

    DescribeSubnetsResponse describe(DescribeSubnetsRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.subnetIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<Subnet> page =
                network.read(
                        rows ->
                                asked.of(
                                        rows,
                                        NetworkTables.SUBNETS,
                                        FILTERS,
                                        SHAPE,
                                        complete(rows)));
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static UnaryOperator<Subnet> complete(Snapshot rows) {
        NetworkState state = NetworkState.read(rows);
        return subnet ->
                subnet.toBuilder()
                        .availableIpAddressCount(InterfaceRows.freeIn(subnet, state))
                        .build();
    }

    ModifySubnetAttributeResponse modify(ModifySubnetAttributeRequest request) {
        refuseUnknown(request);
        network.change(
                rows -> {
                    Subnet known = NetworkTables.SUBNETS.get(rows, request.subnetId());
                    Subnet.Builder changed = known.toBuilder();
                    if (request.mapPublicIpOnLaunch() != null) {
                        changed.mapPublicIpOnLaunch(request.mapPublicIpOnLaunch().value());
                    }
                    NetworkTables.SUBNETS.put(rows, known.subnetId(), changed.build());
                });
        return ModifySubnetAttributeResponse.builder().build();
    }

    private static void refuseUnknown(ModifySubnetAttributeRequest request) {
        if (request.assignIpv6AddressOnCreation() != null || request.enableDns64() != null) {
            throw Faults.notImplemented("A subnet with IPv6");
        }
        if (request.mapCustomerOwnedIpOnLaunch() != null
                || request.customerOwnedIpv4Pool() != null
                || request.enableLniAtDeviceIndex() != null
                || request.disableLniAtDeviceIndex() != null) {
            throw Faults.notImplemented("A subnet on an Outpost");
        }
        boolean names =
                request.privateDnsHostnameTypeOnLaunch() != null
                        && !"ip-name".equals(request.privateDnsHostnameTypeOnLaunchAsString());
        boolean records =
                request.enableResourceNameDnsARecordOnLaunch() != null
                        && request.enableResourceNameDnsARecordOnLaunch().value();
        if (names || records) {
            throw Faults.notImplemented("A host name by the instance's id");
        }
    }

    DeleteSubnetResponse delete(DeleteSubnetRequest request) {
        String id = request.subnetId();
        network.change(
                rows -> {
                    Subnet subnet = NetworkTables.SUBNETS.get(rows, id);
                    boolean used =
                            NetworkTables.INTERFACES.all(rows).values().stream()
                                    .anyMatch(each -> each.subnetId().equals(id));
                    if (used) {
                        throw Faults.of(
                                "DependencyViolation",
                                "The subnet '%s' has dependencies and cannot be deleted."
                                        .formatted(id));
                    }
                    forget(rows, subnet.vpcId(), id);
                    NetworkTables.SUBNETS.delete(rows, id);
                });
        return DeleteSubnetResponse.builder().build();
    }

    /** Takes the subnet out of its route table and ACL. */
    private static void forget(Transaction rows, String vpcId, String id) {
        for (RouteTable table : NetworkTables.ROUTE_TABLES.all(rows).values()) {
            if (table.associations().stream().anyMatch(each -> id.equals(each.subnetId()))) {
                List<RouteTableAssociation> left =
                        table.associations().stream()
                                .filter(each -> !id.equals(each.subnetId()))
                                .toList();
                NetworkTables.ROUTE_TABLES.put(
                        rows, table.routeTableId(), table.toBuilder().associations(left).build());
            }
        }
        for (NetworkAcl acl : NetworkTables.NETWORK_ACLS.all(rows).values()) {
            if (acl.vpcId().equals(vpcId)) {
                List<NetworkAclAssociation> left =
                        acl.associations().stream()
                                .filter(each -> !id.equals(each.subnetId()))
                                .toList();
                NetworkTables.NETWORK_ACLS.put(
                        rows, acl.networkAclId(), acl.toBuilder().associations(left).build());
            }
        }
    }
}
