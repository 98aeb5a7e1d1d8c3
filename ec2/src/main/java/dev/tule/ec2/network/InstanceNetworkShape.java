package dev.tule.ec2.network;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;

/** Interfaces as DescribeInstances shows them. */
final class InstanceNetworkShape {
    private InstanceNetworkShape() {}

    /**
     * @param interfaces the primary first; none of an instance that is terminated
     * @param named whether public addresses have names (the VPC's {@code enableDnsHostnames})
     */
    static Instance fill(Instance instance, List<NetworkInterface> interfaces, boolean named) {
        if (interfaces.isEmpty()) {
            return instance.toBuilder().privateDnsName("").publicDnsName("").build();
        }
        NetworkInterface primary = interfaces.getFirst();
        NetworkInterfaceAssociation outside = primary.association();
        return instance.toBuilder()
                .vpcId(primary.vpcId())
                .subnetId(primary.subnetId())
                .privateIpAddress(primary.privateIpAddress())
                .privateDnsName(primary.privateDnsName())
                .publicIpAddress(outside == null ? null : outside.publicIp())
                .publicDnsName(outside == null || !named ? "" : outside.publicDnsName())
                .securityGroups(primary.groups())
                .sourceDestCheck(primary.sourceDestCheck())
                .networkInterfaces(interfaces.stream().map(each -> of(each, named)).toList())
                .build();
    }

    private static InstanceNetworkInterface of(NetworkInterface each, boolean named) {
        return InstanceNetworkInterface.builder()
                .networkInterfaceId(each.networkInterfaceId())
                .interfaceType(each.interfaceTypeAsString())
                .description(each.description())
                .macAddress(each.macAddress())
                .ownerId(each.ownerId())
                .vpcId(each.vpcId())
                .subnetId(each.subnetId())
                .status(each.statusAsString())
                .sourceDestCheck(each.sourceDestCheck())
                .groups(each.groups())
                .privateIpAddress(each.privateIpAddress())
                .privateDnsName(each.privateDnsName())
                .association(association(each.association(), named))
                .attachment(
                        InstanceNetworkInterfaceAttachment.builder()
                                .attachmentId(each.attachment().attachmentId())
                                .attachTime(each.attachment().attachTime())
                                .deleteOnTermination(each.attachment().deleteOnTermination())
                                .deviceIndex(each.attachment().deviceIndex())
                                .networkCardIndex(0)
                                .status(each.attachment().statusAsString())
                                .build())
                .privateIpAddresses(
                        each.privateIpAddresses().stream()
                                .map(
                                        address ->
                                                InstancePrivateIpAddress.builder()
                                                        .privateIpAddress(
                                                                address.privateIpAddress())
                                                        .privateDnsName(address.privateDnsName())
                                                        .primary(address.primary())
                                                        .association(
                                                                association(
                                                                        address.association(),
                                                                        named))
                                                        .build())
                                .toList())
                .ipv6Addresses(List.of())
                .build();
    }

    private static @org.jspecify.annotations.Nullable InstanceNetworkInterfaceAssociation
            association(
                    @org.jspecify.annotations.Nullable NetworkInterfaceAssociation of,
                    boolean named) {
        return of == null
                ? null
                : InstanceNetworkInterfaceAssociation.builder()
                        .publicIp(of.publicIp())
                        .publicDnsName(named ? of.publicDnsName() : "")
                        .ipOwnerId(of.ipOwnerId())
                        .build();
    }
}
