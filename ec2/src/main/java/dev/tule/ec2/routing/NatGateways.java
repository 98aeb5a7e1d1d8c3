package dev.tule.ec2.routing;

import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * NAT gateways. One that was deleted is shown for an hour, as on AWS. Safe for use by many threads.
 */
public final class NatGateways {
    private static final Duration SHOWN_AFTER_DELETION = Duration.ofHours(1);
    private static final Filters<NatGateway> FILTERS =
            Filters.of(NatGateway.builder(), NatGateway.class)
                    .onMembers(
                            "nat-gateway-id", "state", "subnet-id", "vpc-id", "connectivity-type");
    private static final Inquiry.Shape<NatGateway> SHAPE =
            new Inquiry.Shape<>(
                    NatGateway::natGatewayId, (nat, tags) -> nat.toBuilder().tags(tags).build());

    private final Network network;

    public NatGateways(Network network) {
        this.network = network;
    }

    CreateNatGatewayResponse create(CreateNatGatewayRequest request) {
        if ("private".equals(request.connectivityTypeAsString())) {
            throw Faults.notImplemented("A private NAT gateway");
        }
        if (!request.secondaryAllocationIds().isEmpty()
                || !request.secondaryPrivateIpAddresses().isEmpty()
                || request.secondaryPrivateIpAddressCount() != null) {
            throw Faults.notImplemented("A NAT gateway with secondary addresses");
        }
        String allocation = Faults.require(request.allocationId(), "AllocationId");
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.NAT_GATEWAY);
        NatGateway made =
                network.transact(
                        rows -> {
                            Optional<String> known =
                                    ClientTokens.made(
                                            rows,
                                            request,
                                            request.clientToken(),
                                            network.place().now());
                            if (known.isPresent()) {
                                return NetworkTables.NAT_GATEWAYS.get(rows, known.get());
                            }
                            NatGateway nat = create(rows, request, allocation);
                            TagRows.put(rows, nat.natGatewayId(), tags);
                            ClientTokens.note(
                                    rows,
                                    request,
                                    request.clientToken(),
                                    nat.natGatewayId(),
                                    network.place().now());
                            return nat;
                        });
        return CreateNatGatewayResponse.builder()
                .clientToken(request.clientToken())
                .natGateway(made.toBuilder().tags(tags).build())
                .build();
    }

    private NatGateway create(
            Transaction rows, CreateNatGatewayRequest request, String allocation) {
        forgetOld(rows);
        Subnet subnet = NetworkTables.SUBNETS.get(rows, request.subnetId());
        boolean attached =
                NetworkTables.INTERNET_GATEWAYS.all(rows).values().stream()
                        .flatMap(each -> each.attachments().stream())
                        .anyMatch(each -> each.vpcId().equals(subnet.vpcId()));
        if (!attached) {
            throw Faults.of(
                    "Gateway.NotAttached",
                    "Network %s has no Internet gateway attached".formatted(subnet.vpcId()));
        }
        String id = network.place().newId(Kind.NAT_GATEWAY);
        NetworkInterface at =
                network.interfaces()
                        .create(
                                rows,
                                new InterfaceRows.NewInterface(
                                        subnet,
                                        List.of(),
                                        request.privateIpAddress(),
                                        List.of(),
                                        0,
                                        "nat_gateway",
                                        "Interface for NAT Gateway " + id));
        Address address =
                network.elasticAddresses()
                        .associate(
                                rows,
                                NetworkTables.ADDRESSES.get(rows, allocation),
                                at,
                                at.privateIpAddress(),
                                false);
        NatGateway nat =
                NatGateway.builder()
                        .natGatewayId(id)
                        .subnetId(subnet.subnetId())
                        .vpcId(subnet.vpcId())
                        .connectivityType("public")
                        .state("available")
                        .createTime(network.place().now())
                        .natGatewayAddresses(
                                NatGatewayAddress.builder()
                                        .allocationId(allocation)
                                        .associationId(address.associationId())
                                        .networkInterfaceId(at.networkInterfaceId())
                                        .privateIp(at.privateIpAddress())
                                        .publicIp(address.publicIp())
                                        .isPrimary(true)
                                        .status("succeeded")
                                        .build())
                        .build();
        NetworkTables.NAT_GATEWAYS.put(rows, id, nat);
        return nat;
    }

    private void forgetOld(Transaction rows) {
        Instant before = network.place().now().minus(SHOWN_AFTER_DELETION);
        for (NatGateway each : NetworkTables.NAT_GATEWAYS.all(rows).values()) {
            if (each.deleteTime() != null && each.deleteTime().isBefore(before)) {
                NetworkTables.NAT_GATEWAYS.delete(rows, each.natGatewayId());
            }
        }
    }

    DescribeNatGatewaysResponse describe(DescribeNatGatewaysRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.natGatewayIds(),
                        request.filter(),
                        request.maxResults(),
                        request.nextToken());
        Listing<NatGateway> page =
                network.read(rows -> asked.of(rows, NetworkTables.NAT_GATEWAYS, FILTERS, SHAPE));
        return DescribeNatGatewaysResponse.builder()
                .natGateways(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteNatGatewayResponse delete(DeleteNatGatewayRequest request) {
        String id = request.natGatewayId();
        network.change(
                rows -> {
                    forgetOld(rows);
                    NatGateway nat = NetworkTables.NAT_GATEWAYS.get(rows, id);
                    if (nat.deleteTime() != null) {
                        return;
                    }
                    for (NatGatewayAddress each : nat.natGatewayAddresses()) {
                        network.elasticAddresses()
                                .disassociate(
                                        rows,
                                        NetworkTables.ADDRESSES.get(rows, each.allocationId()));
                        NetworkTables.INTERFACES.delete(rows, each.networkInterfaceId());
                    }
                    NetworkTables.NAT_GATEWAYS.put(
                            rows,
                            id,
                            nat.toBuilder()
                                    .state("deleted")
                                    .deleteTime(network.place().now())
                                    .build());
                });
        return DeleteNatGatewayResponse.builder().natGatewayId(id).build();
    }
}
