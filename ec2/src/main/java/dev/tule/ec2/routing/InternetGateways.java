package dev.tule.ec2.routing;

import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Internet gateways. Safe for use by many threads. */
public final class InternetGateways {
    private static final Filters<InternetGateway> FILTERS =
            Filters.of(InternetGateway.builder(), InternetGateway.class)
                    .onMembers(
                            "attachment.state",
                            "attachment.vpc-id",
                            "internet-gateway-id",
                            "owner-id");
    private static final Inquiry.Shape<InternetGateway> SHAPE =
            new Inquiry.Shape<>(
                    InternetGateway::internetGatewayId,
                    (gateway, tags) -> gateway.toBuilder().tags(tags).build());

    private final Network network;

    public InternetGateways(Network network) {
        this.network = network;
    }

    private static List<String> vpcs(InternetGateway of) {
        return of.attachments().stream().map(InternetGatewayAttachment::vpcId).toList();
    }

    CreateInternetGatewayResponse create(CreateInternetGatewayRequest request) {
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.INTERNET_GATEWAY);
        String id = network.place().newId(Kind.INTERNET_GATEWAY);
        InternetGateway made =
                InternetGateway.builder()
                        .internetGatewayId(id)
                        .ownerId(network.place().account())
                        .attachments(List.of())
                        .build();
        network.change(
                rows -> {
                    NetworkTables.INTERNET_GATEWAYS.put(rows, id, made);
                    TagRows.put(rows, id, tags);
                });
        return CreateInternetGatewayResponse.builder()
                .internetGateway(made.toBuilder().tags(tags).build())
                .build();
    }

    DescribeInternetGatewaysResponse describe(DescribeInternetGatewaysRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.internetGatewayIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<InternetGateway> page =
                network.read(
                        rows -> asked.of(rows, NetworkTables.INTERNET_GATEWAYS, FILTERS, SHAPE));
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    AttachInternetGatewayResponse attach(AttachInternetGatewayRequest request) {
        String id = request.internetGatewayId();
        network.change(
                rows -> {
                    InternetGateway gateway = NetworkTables.INTERNET_GATEWAYS.get(rows, id);
                    Vpc vpc = NetworkTables.VPCS.get(rows, request.vpcId());
                    if (!gateway.attachments().isEmpty()) {
                        throw Faults.of(
                                "Resource.AlreadyAssociated",
                                "resource %s is already attached to network %s"
                                        .formatted(id, vpcs(gateway).getFirst()));
                    }
                    boolean other =
                            NetworkTables.INTERNET_GATEWAYS.all(rows).values().stream()
                                    .anyMatch(each -> vpcs(each).contains(vpc.vpcId()));
                    if (other) {
                        throw Faults.invalidValue(
                                "Network %s already has an internet gateway attached"
                                        .formatted(vpc.vpcId()));
                    }
                    InternetGatewayAttachment attachment =
                            InternetGatewayAttachment.builder()
                                    .vpcId(vpc.vpcId())
                                    .state("available")
                                    .build();
                    NetworkTables.INTERNET_GATEWAYS.put(
                            rows, id, gateway.toBuilder().attachments(attachment).build());
                });
        return AttachInternetGatewayResponse.builder().build();
    }

    DetachInternetGatewayResponse detach(DetachInternetGatewayRequest request) {
        String id = request.internetGatewayId();
        network.change(
                rows -> {
                    InternetGateway gateway = NetworkTables.INTERNET_GATEWAYS.get(rows, id);
                    if (!vpcs(gateway).contains(request.vpcId())) {
                        throw Faults.of(
                                "Gateway.NotAttached",
                                "resource %s is not attached to network %s"
                                        .formatted(id, request.vpcId()));
                    }
                    boolean mapped =
                            NetworkTables.INTERFACES.all(rows).values().stream()
                                    .filter(each -> each.vpcId().equals(request.vpcId()))
                                    .flatMap(each -> each.privateIpAddresses().stream())
                                    .anyMatch(each -> each.association() != null);
                    if (mapped) {
                        throw Faults.of(
                                "DependencyViolation",
                                "Network %s has some mapped public address(es). Please unmap those"
                                                .formatted(request.vpcId())
                                        + " public address(es) before detaching the gateway.");
                    }
                    NetworkTables.INTERNET_GATEWAYS.put(
                            rows, id, gateway.toBuilder().attachments(List.of()).build());
                });
        return DetachInternetGatewayResponse.builder().build();
    }

    DeleteInternetGatewayResponse delete(DeleteInternetGatewayRequest request) {
        String id = request.internetGatewayId();
        network.change(
                rows -> {
                    if (!NetworkTables.INTERNET_GATEWAYS.get(rows, id).attachments().isEmpty()) {
                        throw Faults.of(
                                "DependencyViolation",
                                "The internetGateway '%s' has dependencies and cannot be deleted."
                                        .formatted(id));
                    }
                    NetworkTables.INTERNET_GATEWAYS.delete(rows, id);
                });
        return DeleteInternetGatewayResponse.builder().build();
    }
}
