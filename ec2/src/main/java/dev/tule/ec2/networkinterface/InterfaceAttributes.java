package dev.tule.ec2.networkinterface;

import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachmentChanges;
import software.amazon.awssdk.services.ec2.model.ResetNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetNetworkInterfaceAttributeResponse;

/** The attributes of network interfaces, one by one. Safe for use by many threads. */
public final class InterfaceAttributes {
    private final Network network;

    public InterfaceAttributes(Network network) {
        this.network = network;
    }

    DescribeNetworkInterfaceAttributeResponse describe(
            DescribeNetworkInterfaceAttributeRequest request) {
        String id = request.networkInterfaceId();
        NetworkInterface known = network.read(rows -> NetworkTables.INTERFACES.get(rows, id));
        DescribeNetworkInterfaceAttributeResponse.Builder one =
                DescribeNetworkInterfaceAttributeResponse.builder().networkInterfaceId(id);
        String name = Faults.require(request.attributeAsString(), "Attribute");
        return switch (name) {
            case "description" -> one.description(text -> text.value(known.description())).build();
            case "groupSet" -> one.groups(known.groups()).build();
            case "sourceDestCheck" ->
                    one.sourceDestCheck(truth -> truth.value(known.sourceDestCheck())).build();
            case "attachment" -> one.attachment(known.attachment()).build();
            case "associatePublicIpAddress" ->
                    one.associatePublicIpAddress(known.association() != null).build();
            default -> throw Faults.invalidValue(name, "attribute", "Unknown attribute.");
        };
    }

    ModifyNetworkInterfaceAttributeResponse modify(ModifyNetworkInterfaceAttributeRequest request) {
        if (request.enaSrdSpecification() != null || request.associatedSubnetIds().size() > 0) {
            throw Faults.notImplemented("ENA Express, or an interface in several subnets");
        }
        network.change(
                rows -> {
                    NetworkInterface known =
                            NetworkTables.INTERFACES.get(rows, request.networkInterfaceId());
                    NetworkInterface.Builder changed = known.toBuilder();
                    if (request.description() != null) {
                        changed.description(request.description().value());
                    }
                    if (request.sourceDestCheck() != null) {
                        changed.sourceDestCheck(request.sourceDestCheck().value());
                    }
                    if (!request.groups().isEmpty()) {
                        changed.groups(InterfaceRows.groups(rows, known.vpcId(), request.groups()));
                    }
                    if (request.attachment() != null) {
                        changed.attachment(attachment(known, request.attachment()));
                    }
                    network.interfaces().put(rows, changed.build());
                });
        return ModifyNetworkInterfaceAttributeResponse.builder().build();
    }

    private static NetworkInterfaceAttachment attachment(
            NetworkInterface of, NetworkInterfaceAttachmentChanges changes) {
        NetworkInterfaceAttachment known = of.attachment();
        if (known == null || !known.attachmentId().equals(changes.attachmentId())) {
            throw Kind.NETWORK_INTERFACE_ATTACHMENT.notFound(
                    String.valueOf(changes.attachmentId()));
        }
        return known.toBuilder()
                .deleteOnTermination(
                        Objects.requireNonNullElse(
                                changes.deleteOnTermination(), known.deleteOnTermination()))
                .build();
    }

    ResetNetworkInterfaceAttributeResponse reset(ResetNetworkInterfaceAttributeRequest request) {
        network.change(
                rows -> {
                    NetworkInterface known =
                            NetworkTables.INTERFACES.get(rows, request.networkInterfaceId());
                    network.interfaces().put(rows, known.toBuilder().sourceDestCheck(true).build());
                });
        return ResetNetworkInterfaceAttributeResponse.builder().build();
    }
}
