package dev.tule.ec2.address;

import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Elastic addresses. Safe for use by many threads. */
public final class Addresses {
    private static final int MOST_ADDRESSES = 100;
    private static final Filters<Address> FILTERS =
            Filters.of(Address.builder(), Address.class)
                    .onMembers(
                            "allocation-id",
                            "association-id",
                            "domain",
                            "instance-id",
                            "network-border-group",
                            "network-interface-id",
                            "network-interface-owner-id",
                            "private-ip-address",
                            "public-ip");
    private static final Inquiry.Shape<Address> SHAPE =
            new Inquiry.Shape<>(
                    Address::allocationId,
                    (address, tags) -> address.toBuilder().tags(tags).build());

    private final Network network;

    public Addresses(Network network) {
        this.network = network;
    }

    AllocateAddressResponse allocate(AllocateAddressRequest request) {
        String pool = Objects.requireNonNullElse(request.publicIpv4Pool(), "amazon");
        if (!pool.equals("amazon")
                || request.customerOwnedIpv4Pool() != null
                || request.ipamPoolId() != null
                || request.address() != null) {
            throw Faults.notImplemented("An address from a pool of one's own");
        }
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.ELASTIC_IP);
        Address made =
                network.transact(
                        rows -> {
                            if (NetworkTables.ADDRESSES.all(rows).size() >= MOST_ADDRESSES) {
                                throw Faults.of(
                                        "AddressLimitExceeded",
                                        "The maximum number of addresses has been reached.");
                            }
                            Address address = network.newAddress(rows);
                            NetworkTables.ADDRESSES.put(rows, address.allocationId(), address);
                            TagRows.put(rows, address.allocationId(), tags);
                            return address;
                        });
        return AllocateAddressResponse.builder()
                .allocationId(made.allocationId())
                .publicIp(made.publicIp())
                .domain(made.domainAsString())
                .publicIpv4Pool(made.publicIpv4Pool())
                .networkBorderGroup(made.networkBorderGroup())
                .build();
    }

    /** By its allocation, or by itself, as old programs have it. */
    private static Address find(
            Snapshot rows, @Nullable String allocationId, @Nullable String publicIp) {
        if (allocationId != null) {
            return NetworkTables.ADDRESSES.get(rows, allocationId);
        }
        String wanted = Faults.require(publicIp, "AllocationId");
        return NetworkTables.ADDRESSES.all(rows).values().stream()
                .filter(each -> each.publicIp().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidAddress.NotFound",
                                        "Address '%s' not found.".formatted(wanted)));
    }

    AssociateAddressResponse associate(AssociateAddressRequest request) {
        Address made =
                network.transact(
                        rows -> {
                            Address address =
                                    find(rows, request.allocationId(), request.publicIp());
                            NetworkInterface with =
                                    with(rows, request.networkInterfaceId(), request.instanceId());
                            String privateAddress =
                                    request.privateIpAddress() == null
                                            ? with.privateIpAddress()
                                            : request.privateIpAddress();
                            if (with.privateIpAddresses().stream()
                                    .noneMatch(a -> a.privateIpAddress().equals(privateAddress))) {
                                throw Faults.invalidValue(
                                        "Invalid value '%s' for PrivateIpAddress: it is no address of %s"
                                                .formatted(
                                                        privateAddress, with.networkInterfaceId()));
                            }
                            boolean again = !Boolean.FALSE.equals(request.allowReassociation());
                            return network.elasticAddresses()
                                    .associate(rows, address, with, privateAddress, again);
                        });
        return AssociateAddressResponse.builder().associationId(made.associationId()).build();
    }

    private static NetworkInterface with(
            Snapshot rows, @Nullable String interfaceId, @Nullable String instanceId) {
        if (interfaceId != null) {
            return NetworkTables.INTERFACES.get(rows, interfaceId);
        }
        String instance = Faults.require(instanceId, "InstanceId");
        return InterfaceRows.ofInstance(rows, instance).stream()
                .findFirst()
                .orElseThrow(() -> Kind.INSTANCE.notFound(instance));
    }

    DisassociateAddressResponse disassociate(DisassociateAddressRequest request) {
        network.change(
                rows -> {
                    Address address =
                            request.associationId() == null
                                    ? find(rows, null, request.publicIp())
                                    : associated(rows, request.associationId());
                    network.elasticAddresses().disassociate(rows, address);
                });
        return DisassociateAddressResponse.builder().build();
    }

    private static Address associated(Snapshot rows, String associationId) {
        return NetworkTables.ADDRESSES.all(rows).values().stream()
                .filter(each -> associationId.equals(each.associationId()))
                .findFirst()
                .orElseThrow(() -> Kind.ELASTIC_IP_ASSOCIATION.notFound(associationId));
    }

    ReleaseAddressResponse release(ReleaseAddressRequest request) {
        network.change(
                rows -> {
                    Address address = find(rows, request.allocationId(), request.publicIp());
                    if (address.associationId() != null) {
                        throw Faults.of(
                                "InvalidIPAddress.InUse",
                                "Address %s is in use.".formatted(address.publicIp()));
                    }
                    NetworkTables.ADDRESSES.delete(rows, address.allocationId());
                });
        return ReleaseAddressResponse.builder().build();
    }

    DescribeAddressesResponse describe(DescribeAddressesRequest request) {
        return network.read(
                rows -> {
                    List<String> ids = new ArrayList<>(request.allocationIds());
                    request.publicIps().forEach(ip -> ids.add(find(rows, null, ip).allocationId()));
                    Inquiry asked = new Inquiry(ids, request.filters(), null, null);
                    return DescribeAddressesResponse.builder()
                            .addresses(
                                    asked.of(rows, NetworkTables.ADDRESSES, FILTERS, SHAPE).items())
                            .build();
                });
    }

    /** No address has a name of its own to be found by: reverse DNS belongs to the host. */
    DescribeAddressesAttributeResponse describeAttribute(
            DescribeAddressesAttributeRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.allocationIds(),
                        List.of(),
                        request.maxResults(),
                        request.nextToken());
        Listing<Address> page =
                network.read(rows -> asked.of(rows, NetworkTables.ADDRESSES, FILTERS, SHAPE));
        return DescribeAddressesAttributeResponse.builder()
                .addresses(
                        page.items().stream()
                                .map(
                                        each ->
                                                AddressAttribute.builder()
                                                        .allocationId(each.allocationId())
                                                        .publicIp(each.publicIp())
                                                        .build())
                                .toList())
                .nextToken(page.nextToken())
                .build();
    }
}
