package dev.tule.ec2.network;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Transaction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;

/**
 * The rows of elastic addresses, and the interfaces' rows that tell of them. Safe for use by many
 * threads.
 */
public final class ElasticAddressRows {
    private final Place place;
    private final InterfaceRows interfaces;

    ElasticAddressRows(Place place, InterfaceRows interfaces) {
        this.place = place;
        this.interfaces = interfaces;
    }

    /**
     * Lets an elastic address stand for a private one.
     *
     * @param again whether it may be taken from what it stands for
     */
    public Address associate(
            Transaction rows,
            Address address,
            NetworkInterface with,
            String privateAddress,
            boolean again) {
        if (address.associationId() != null) {
            if (!again) {
                throw Faults.of(
                        "Resource.AlreadyAssociated",
                        "resource %s is already associated with associate-id %s"
                                .formatted(address.allocationId(), address.associationId()));
            }
            disassociate(rows, address);
        }
        forget(rows, with.networkInterfaceId(), privateAddress);
        NetworkInterface now = NetworkTables.INTERFACES.get(rows, with.networkInterfaceId());
        String id = place.newId(Kind.ELASTIC_IP_ASSOCIATION);
        interfaces.associate(
                rows,
                now,
                privateAddress,
                NetworkInterfaceAssociation.builder()
                        .allocationId(address.allocationId())
                        .associationId(id)
                        .publicIp(address.publicIp())
                        .ipOwnerId(place.account())
                        .build());
        Address associated =
                free(address).toBuilder()
                        .associationId(id)
                        .networkInterfaceId(now.networkInterfaceId())
                        .networkInterfaceOwnerId(place.account())
                        .privateIpAddress(privateAddress)
                        .instanceId(now.attachment() == null ? null : now.attachment().instanceId())
                        .build();
        NetworkTables.ADDRESSES.put(rows, address.allocationId(), associated);
        return associated;
    }

    /** Lets an elastic address stand for nothing. */
    public void disassociate(Transaction rows, Address address) {
        NetworkTables.ADDRESSES.put(rows, address.allocationId(), free(address));
        if (address.networkInterfaceId() != null) {
            NetworkTables.INTERFACES
                    .find(rows, address.networkInterfaceId())
                    .ifPresent(
                            of -> interfaces.associate(rows, of, address.privateIpAddress(), null));
        }
    }

    /** What stood for an interface's address, or any of its addresses, stands for nothing. */
    public void forget(Transaction rows, String interfaceId, @Nullable String privateAddress) {
        for (Address each : NetworkTables.ADDRESSES.all(rows).values()) {
            if (interfaceId.equals(each.networkInterfaceId())
                    && (privateAddress == null || privateAddress.equals(each.privateIpAddress()))) {
                disassociate(rows, each);
            }
        }
    }

    private static Address free(Address address) {
        return Address.builder()
                .allocationId(address.allocationId())
                .publicIp(address.publicIp())
                .domain(address.domainAsString())
                .networkBorderGroup(address.networkBorderGroup())
                .publicIpv4Pool(address.publicIpv4Pool())
                .build();
    }

    /** The instance that an interface is attached to has changed. */
    public void follow(Transaction rows, NetworkInterface changed) {
        String instance = changed.attachment() == null ? null : changed.attachment().instanceId();
        for (Address each : NetworkTables.ADDRESSES.all(rows).values()) {
            if (changed.networkInterfaceId().equals(each.networkInterfaceId())) {
                NetworkTables.ADDRESSES.put(
                        rows, each.allocationId(), each.toBuilder().instanceId(instance).build());
            }
        }
    }
}
