package dev.tule.ec2.networkinterface;

import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Links;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Network interfaces. Safe for use by many threads. */
public final class NetworkInterfaces {
    private static final String[] ASSOCIATION = {
        "allocation-id", "association-id", "ip-owner-id", "public-dns-name", "public-ip"
    };
    private static final Filters<NetworkInterface> FILTERS =
            Filters.of(NetworkInterface.builder(), NetworkInterface.class)
                    .onMembers(
                            "attachment.attach-time",
                            "attachment.attachment-id",
                            "attachment.delete-on-termination",
                            "attachment.device-index",
                            "attachment.instance-id",
                            "attachment.instance-owner-id",
                            "attachment.status",
                            "availability-zone",
                            "availability-zone-id",
                            "description",
                            "interface-type",
                            "ipv6-addresses.ipv6-address",
                            "mac-address",
                            "network-interface-id",
                            "operator.managed",
                            "operator.principal",
                            "owner-id",
                            "private-dns-name",
                            "private-ip-address",
                            "requester-id",
                            "requester-managed",
                            "source-dest-check",
                            "status",
                            "subnet-id",
                            "vpc-id")
                    .onMember("group-id", "groups.group-id")
                    .onMember("group-name", "groups.group-name")
                    .onPart("addresses", "private-ip-addresses", "primary", "private-ip-address")
                    .onPart("association", "association", ASSOCIATION)
                    .onPart("addresses.association", "association", ASSOCIATION)
                    .onMember("addresses.association.owner-id", "association.ip-owner-id");
    private static final Inquiry.Shape<NetworkInterface> SHAPE =
            new Inquiry.Shape<>(
                    NetworkInterface::networkInterfaceId,
                    (each, tags) -> each.toBuilder().tagSet(tags).build());

    private final Network network;
    private final SecondaryAddresses secondary;

    public NetworkInterfaces(Network network) {
        this.network = network;
        this.secondary = new SecondaryAddresses(network);
    }

    SecondaryAddresses secondary() {
        return secondary;
    }

    static List<String> addresses(NetworkInterface of) {
        return of.privateIpAddresses().stream()
                .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
                .toList();
    }

    CreateNetworkInterfaceResponse create(CreateNetworkInterfaceRequest request) {
        if (!request.ipv6Addresses().isEmpty() || request.ipv6AddressCount() != null) {
            throw Faults.notImplemented("An interface with IPv6");
        }
        if (request.interfaceType() != null
                && !"interface".equals(request.interfaceTypeAsString())) {
            throw Faults.notImplemented("An interface of type " + request.interfaceTypeAsString());
        }
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.NETWORK_INTERFACE);
        NetworkInterface made =
                network.transact(
                        rows -> {
                            Optional<String> known =
                                    ClientTokens.made(
                                            rows,
                                            request,
                                            request.clientToken(),
                                            network.place().now());
                            if (known.isPresent()) {
                                return NetworkTables.INTERFACES.get(rows, known.get());
                            }
                            NetworkInterface each = create(rows, request);
                            TagRows.put(rows, each.networkInterfaceId(), tags);
                            ClientTokens.note(
                                    rows,
                                    request,
                                    request.clientToken(),
                                    each.networkInterfaceId(),
                                    network.place().now());
                            return each;
                        });
        return CreateNetworkInterfaceResponse.builder()
                .clientToken(request.clientToken())
                .networkInterface(made.toBuilder().tagSet(tags).build())
                .build();
    }

    private NetworkInterface create(Transaction rows, CreateNetworkInterfaceRequest request) {
        String primary = request.privateIpAddress();
        List<String> secondary = new ArrayList<>();
        for (PrivateIpAddressSpecification each : request.privateIpAddresses()) {
            if (Boolean.TRUE.equals(each.primary())) {
                primary = each.privateIpAddress();
            } else {
                secondary.add(each.privateIpAddress());
            }
        }
        return network.interfaces()
                .create(
                        rows,
                        new InterfaceRows.NewInterface(
                                NetworkTables.SUBNETS.get(rows, request.subnetId()),
                                request.groups(),
                                primary,
                                secondary,
                                Objects.requireNonNullElse(
                                        request.secondaryPrivateIpAddressCount(), 0),
                                "interface",
                                Objects.requireNonNullElse(request.description(), "")));
    }

    DescribeNetworkInterfacesResponse describe(DescribeNetworkInterfacesRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.networkInterfaceIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<NetworkInterface> page =
                network.read(rows -> asked.of(rows, NetworkTables.INTERFACES, FILTERS, SHAPE));
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteNetworkInterfaceResponse delete(DeleteNetworkInterfaceRequest request) {
        String id = request.networkInterfaceId();
        network.change(
                rows -> {
                    NetworkInterface known = own(rows, id);
                    if (known.attachment() != null) {
                        throw Faults.of(
                                "InvalidParameterValue",
                                "Network interface '%s' is currently in use.".formatted(id));
                    }
                    network.elasticAddresses().forget(rows, id, null);
                    NetworkTables.INTERFACES.delete(rows, id);
                });
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    /** One that isn't a gateway's. */
    static NetworkInterface own(Snapshot rows, String id) {
        NetworkInterface known = NetworkTables.INTERFACES.get(rows, id);
        if (known.requesterManaged()) {
            throw Faults.of(
                    "OperationNotPermitted",
                    "You do not have permission to change the interface '%s' of a gateway."
                            .formatted(id));
        }
        return known;
    }

    AttachNetworkInterfaceResponse attach(AttachNetworkInterfaceRequest request) {
        String instance = Faults.require(request.instanceId(), "InstanceId");
        int index = Faults.require(request.deviceIndex(), "DeviceIndex");
        NetworkInterface made =
                network.transact(
                        rows -> {
                            if (!Table.exists(rows, Kind.INSTANCE, instance)) {
                                throw Kind.INSTANCE.notFound(instance);
                            }
                            List<NetworkInterface> present =
                                    InterfaceRows.ofInstance(rows, instance);
                            if (present.stream()
                                    .anyMatch(each -> each.attachment().deviceIndex() == index)) {
                                throw Faults.invalidValue(
                                        "Instance '%s' already has an interface attached at device index '%d'."
                                                .formatted(instance, index));
                            }
                            NetworkInterface wanted = own(rows, request.networkInterfaceId());
                            refuseOtherZone(present, wanted);
                            refuseRunning(rows, present);
                            NetworkInterface attached =
                                    network.interfaces()
                                            .attach(rows, wanted, instance, index, false);
                            network.elasticAddresses().follow(rows, attached);
                            return attached;
                        });
        return AttachNetworkInterfaceResponse.builder()
                .attachmentId(made.attachment().attachmentId())
                .networkCardIndex(0)
                .build();
    }

    private static void refuseOtherZone(List<NetworkInterface> present, NetworkInterface wanted) {
        if (present.stream()
                .anyMatch(each -> !each.availabilityZone().equals(wanted.availabilityZone()))) {
            throw Faults.invalidCombination(
                    "You may not attach a network interface to an instance if they are not in the"
                            + " same availability zone");
        }
    }

    private static void refuseRunning(Snapshot rows, List<NetworkInterface> of) {
        if (of.stream().anyMatch(each -> Links.isLinked(rows, each.networkInterfaceId()))) {
            throw Faults.notImplemented(
                    "To attach or detach an interface while the instance runs (stop it first)");
        }
    }

    DetachNetworkInterfaceResponse detach(DetachNetworkInterfaceRequest request) {
        String id = Faults.require(request.attachmentId(), "AttachmentId");
        network.change(
                rows -> {
                    NetworkInterface known = attached(rows, id);
                    if (known.attachment().deviceIndex() == 0) {
                        throw Faults.of(
                                "OperationNotPermitted",
                                "The network interface at device index 0 cannot be detached.");
                    }
                    refuseRunning(rows, List.of(known));
                    network.interfaces().detach(rows, known);
                    network.elasticAddresses()
                            .follow(
                                    rows,
                                    NetworkTables.INTERFACES.get(rows, known.networkInterfaceId()));
                });
        return DetachNetworkInterfaceResponse.builder().build();
    }

    private static NetworkInterface attached(Snapshot rows, String attachmentId) {
        return NetworkTables.INTERFACES.all(rows).values().stream()
                .filter(each -> each.attachment() != null)
                .filter(each -> attachmentId.equals(each.attachment().attachmentId()))
                .findFirst()
                .orElseThrow(() -> Kind.NETWORK_INTERFACE_ATTACHMENT.notFound(attachmentId));
    }
}
