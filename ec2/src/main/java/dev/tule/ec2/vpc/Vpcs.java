package dev.tule.ec2.vpc;

import dev.tule.ec2.network.AddressRange;
import dev.tule.ec2.network.Foundation;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkState;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.securitygroup.SecurityGroups;
import dev.tule.vnet.packet.Cidr;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyResponse;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** VPCs. Safe for use by many threads. */
public final class Vpcs {
    private static final int MOST_VPCS = 100;
    private static final Filters<Vpc> FILTERS =
            Filters.of(Vpc.builder(), Vpc.class)
                    .onPart(
                            "ipv6-cidr-block-association",
                            "ipv6-cidr-block-association-set",
                            "association-id",
                            "ipv6-cidr-block",
                            "ipv6-pool")
                    .onMember(
                            "ipv6-cidr-block-association.state",
                            "ipv6-cidr-block-association-set.ipv6-cidr-block-state.state")
                    .onMember("cidr", "cidr-block")
                    .onMembers("cidr-block")
                    .onPart(
                            "cidr-block-association",
                            "cidr-block-association-set",
                            "association-id",
                            "cidr-block")
                    .onMember(
                            "cidr-block-association.state",
                            "cidr-block-association-set.cidr-block-state.state")
                    .onMembers(
                            "dhcp-options-id",
                            "dhcpOptionsId",
                            "is-default",
                            "isDefault",
                            "owner-id",
                            "state",
                            "vpc-id");
    private static final Inquiry.Shape<Vpc> SHAPE =
            new Inquiry.Shape<>(Vpc::vpcId, (vpc, tags) -> vpc.toBuilder().tags(tags).build());

    private final Network network;

    public Vpcs(Network network) {
        this.network = network;
    }

    CreateVpcResponse create(CreateVpcRequest request) {
        if (Boolean.TRUE.equals(request.amazonProvidedIpv6CidrBlock())
                || request.ipv6CidrBlock() != null
                || request.ipv4IpamPoolId() != null) {
            throw Faults.notImplemented("A VPC with IPv6 or an IPAM pool");
        }
        Cidr range =
                AddressRange.ofNetwork(
                        Faults.require(request.cidrBlock(), "CidrBlock"), "InvalidVpc.Range");
        String tenancy = Objects.requireNonNullElse(request.instanceTenancyAsString(), "default");
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.VPC);
        Vpc made =
                network.transact(
                        rows -> {
                            if (NetworkTables.VPCS.all(rows).size() >= MOST_VPCS) {
                                throw Faults.of(
                                        "VpcLimitExceeded",
                                        "The maximum number of VPCs has been reached.");
                            }
                            Vpc vpc = network.foundation().vpc(rows, range, tenancy, false);
                            TagRows.put(rows, vpc.vpcId(), tags);
                            return vpc;
                        });
        return CreateVpcResponse.builder().vpc(made.toBuilder().tags(tags).build()).build();
    }

    CreateDefaultVpcResponse createDefault(CreateDefaultVpcRequest request) {
        Vpc made =
                network.transact(
                        rows -> {
                            Optional<Vpc> known = Foundation.findDefault(rows);
                            if (known.isPresent()) {
                                throw Faults.of(
                                        "DefaultVpcAlreadyExists",
                                        "A Default VPC already exists for this account in this"
                                                + " region.");
                            }
                            return network.foundation().defaultVpc(rows);
                        });
        return CreateDefaultVpcResponse.builder().vpc(made).build();
    }

    DescribeVpcsResponse describe(DescribeVpcsRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.vpcIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<Vpc> page =
                network.read(rows -> asked.of(rows, NetworkTables.VPCS, FILTERS, SHAPE));
        return DescribeVpcsResponse.builder()
                .vpcs(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteVpcResponse delete(DeleteVpcRequest request) {
        String id = request.vpcId();
        network.change(
                rows -> {
                    NetworkTables.VPCS.get(rows, id);
                    NetworkState state = NetworkState.read(rows);
                    refuseInUse(state, id);
                    state.routeTables().values().stream()
                            .filter(each -> each.vpcId().equals(id))
                            .forEach(
                                    each ->
                                            NetworkTables.ROUTE_TABLES.delete(
                                                    rows, each.routeTableId()));
                    state.acls().values().stream()
                            .filter(each -> each.vpcId().equals(id))
                            .forEach(
                                    each ->
                                            NetworkTables.NETWORK_ACLS.delete(
                                                    rows, each.networkAclId()));
                    state.groups().values().stream()
                            .filter(each -> each.vpcId().equals(id))
                            .forEach(each -> SecurityGroups.delete(rows, each.groupId()));
                    NetworkTables.VPC_ATTRIBUTES.delete(rows, id);
                    NetworkTables.VPCS.delete(rows, id);
                });
        return DeleteVpcResponse.builder().build();
    }

    /** Only what came with the VPC goes with it. */
    private static void refuseInUse(NetworkState state, String id) {
        boolean used =
                !state.subnetsOf(id).isEmpty()
                        || state.internetGateways().keySet().stream()
                                .anyMatch(gateway -> state.isAttached(gateway, id))
                        || state.groups().values().stream()
                                .anyMatch(
                                        group ->
                                                group.vpcId().equals(id)
                                                        && !group.groupName().equals("default"))
                        || state.acls().values().stream()
                                .anyMatch(acl -> acl.vpcId().equals(id) && !acl.isDefault())
                        || state.routeTables().values().stream()
                                .anyMatch(
                                        table ->
                                                table.vpcId().equals(id)
                                                        && table.associations().stream()
                                                                .noneMatch(
                                                                        RouteTableAssociation
                                                                                ::main));
        if (used) {
            throw Faults.of(
                    "DependencyViolation",
                    "The vpc '%s' has dependencies and cannot be deleted.".formatted(id));
        }
    }

    DescribeVpcAttributeResponse describeAttribute(DescribeVpcAttributeRequest request) {
        String name = Faults.require(request.attributeAsString(), "Attribute");
        DescribeVpcAttributeResponse all =
                network.read(
                        rows -> {
                            NetworkTables.VPCS.get(rows, request.vpcId());
                            return NetworkTables.VPC_ATTRIBUTES.get(rows, request.vpcId());
                        });
        DescribeVpcAttributeResponse.Builder one =
                DescribeVpcAttributeResponse.builder().vpcId(request.vpcId());
        return switch (name) {
            case "enableDnsSupport" -> one.enableDnsSupport(all.enableDnsSupport()).build();
            case "enableDnsHostnames" -> one.enableDnsHostnames(all.enableDnsHostnames()).build();
            case "enableNetworkAddressUsageMetrics" ->
                    one.enableNetworkAddressUsageMetrics(all.enableNetworkAddressUsageMetrics())
                            .build();
            default -> throw Faults.invalidValue(name, "attribute", "Unknown attribute.");
        };
    }

    ModifyVpcAttributeResponse modifyAttribute(ModifyVpcAttributeRequest request) {
        network.change(
                rows -> {
                    NetworkTables.VPCS.get(rows, request.vpcId());
                    DescribeVpcAttributeResponse known =
                            NetworkTables.VPC_ATTRIBUTES.get(rows, request.vpcId());
                    DescribeVpcAttributeResponse changed =
                            known.toBuilder()
                                    .enableDnsSupport(
                                            Objects.requireNonNullElse(
                                                    request.enableDnsSupport(),
                                                    known.enableDnsSupport()))
                                    .enableDnsHostnames(
                                            Objects.requireNonNullElse(
                                                    request.enableDnsHostnames(),
                                                    known.enableDnsHostnames()))
                                    .enableNetworkAddressUsageMetrics(
                                            Objects.requireNonNullElse(
                                                    request.enableNetworkAddressUsageMetrics(),
                                                    known.enableNetworkAddressUsageMetrics()))
                                    .build();
                    if (changed.enableDnsHostnames().value()
                            && !changed.enableDnsSupport().value()) {
                        throw Faults.invalidCombination(
                                "DNS hostnames need DNS support: enable it first");
                    }
                    NetworkTables.VPC_ATTRIBUTES.put(rows, request.vpcId(), changed);
                });
        return ModifyVpcAttributeResponse.builder().build();
    }

    ModifyVpcTenancyResponse modifyTenancy(ModifyVpcTenancyRequest request) {
        network.change(
                rows -> {
                    Vpc known = NetworkTables.VPCS.get(rows, request.vpcId());
                    String tenancy = request.instanceTenancyAsString();
                    NetworkTables.VPCS.put(
                            rows,
                            known.vpcId(),
                            known.toBuilder().instanceTenancy(tenancy).build());
                });
        return ModifyVpcTenancyResponse.builder().returnValue(true).build();
    }
}
