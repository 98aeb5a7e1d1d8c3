package dev.tule.ec2.network;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The rows of network interfaces: made in subnets, attached to instances, given addresses. Safe for
 * use by many threads.
 */
public final class InterfaceRows {
    private static final int MOST_ADDRESSES = 50;
    private static final int MOST_GROUPS = 16;

    private final Place place;
    private final PublicAddresses publicAddresses;

    public InterfaceRows(Place place, PublicAddresses publicAddresses) {
        this.place = place;
        this.publicAddresses = publicAddresses;
    }

    /**
     * An interface to be made.
     *
     * @param subnet where
     * @param groups identifiers, checked; none for the VPC's default group
     * @param primary address; null for any that is free
     * @param secondary addresses
     * @param secondaryCount of further addresses that are free
     * @param type as {@code interface} or {@code nat_gateway}
     * @param description empty for none
     */
    public record NewInterface(
            Subnet subnet,
            List<String> groups,
            @Nullable String primary,
            List<String> secondary,
            int secondaryCount,
            String type,
            String description) {
        public NewInterface {
            groups = List.copyOf(groups);
            secondary = List.copyOf(secondary);
        }
    }

    /** Makes an interface that is attached to nothing. */
    public NetworkInterface create(Transaction rows, NewInterface wanted) {
        Subnet subnet = wanted.subnet();
        Set<Ipv4Address> used = usedIn(rows, subnet);
        List<NetworkInterfacePrivateIpAddress> addresses = new ArrayList<>();
        String primary =
                wanted.primary() == null
                        ? free(subnet, used)
                        : take(wanted.primary(), subnet, used);
        addresses.add(privateAddress(primary, true));
        addresses.addAll(
                further(
                        subnet,
                        used,
                        wanted.secondary(),
                        wanted.secondaryCount(),
                        addresses.size()));
        String id = place.newId(Kind.NETWORK_INTERFACE);
        boolean ours = wanted.type().equals("interface");
        NetworkInterface made =
                NetworkInterface.builder()
                        .networkInterfaceId(id)
                        .interfaceType(wanted.type())
                        .description(wanted.description())
                        .subnetId(subnet.subnetId())
                        .vpcId(subnet.vpcId())
                        .availabilityZone(subnet.availabilityZone())
                        .availabilityZoneId(subnet.availabilityZoneId())
                        .ownerId(place.account())
                        .macAddress(newMac())
                        .privateIpAddress(primary)
                        .privateDnsName(PrivateDnsName.of(primary, place.region()))
                        .privateIpAddresses(addresses)
                        .ipv6Addresses(List.of())
                        .groups(groups(rows, subnet.vpcId(), wanted.groups()))
                        .sourceDestCheck(ours)
                        .requesterManaged(!ours)
                        .status("available")
                        .build();
        NetworkTables.INTERFACES.put(rows, id, made);
        return made;
    }

    private String newMac() {
        byte[] bytes = new byte[5];
        place.random().nextBytes(bytes);
        StringBuilder mac = new StringBuilder("02");
        for (byte each : bytes) {
            mac.append(String.format(":%02x", each));
        }
        return mac.toString();
    }

    /** Secondary addresses: those that are named, then so many that are free. */
    public List<NetworkInterfacePrivateIpAddress> further(
            Snapshot rows, NetworkInterface of, List<String> named, int count) {
        Subnet subnet = NetworkTables.SUBNETS.get(rows, of.subnetId());
        int present = of.privateIpAddresses().size();
        return further(subnet, usedIn(rows, subnet), named, count, present);
    }

    private List<NetworkInterfacePrivateIpAddress> further(
            Subnet subnet, Set<Ipv4Address> used, List<String> named, int count, int present) {
        if (present + named.size() + count > MOST_ADDRESSES) {
            throw Faults.of(
                    "PrivateIpAddressLimitExceeded",
                    "Number of private addresses will exceed limit of " + MOST_ADDRESSES + ".");
        }
        List<NetworkInterfacePrivateIpAddress> further = new ArrayList<>();
        for (String address : named) {
            further.add(privateAddress(take(address, subnet, used), false));
        }
        for (int i = 0; i < count; i++) {
            further.add(privateAddress(free(subnet, used), false));
        }
        return further;
    }

    private NetworkInterfacePrivateIpAddress privateAddress(String address, boolean primary) {
        return NetworkInterfacePrivateIpAddress.builder()
                .privateIpAddress(address)
                .privateDnsName(PrivateDnsName.of(address, place.region()))
                .primary(primary)
                .build();
    }

    private static String take(String text, Subnet subnet, Set<Ipv4Address> used) {
        Ipv4Address address = AddressRange.address(text);
        Cidr range = Cidr.of(subnet.cidrBlock());
        if (!range.contains(address)) {
            throw Faults.invalidValue(
                    "Address %s does not fall within the subnet's address range".formatted(text));
        }
        if (isReserved(address, range)) {
            throw Faults.invalidValue(
                    "Address %s is in subnet's reserved address range".formatted(text));
        }
        if (!used.add(address)) {
            throw Faults.of("InvalidIPAddress.InUse", "Address %s is in use.".formatted(text));
        }
        return address.toString();
    }

    private static boolean isReserved(Ipv4Address address, Cidr range) {
        int offset = address.bits() - range.base().bits();
        return offset < 4 || offset == ~range.mask();
    }

    private static String free(Subnet subnet, Set<Ipv4Address> used) {
        Cidr range = Cidr.of(subnet.cidrBlock());
        for (int offset = 4; offset < ~range.mask(); offset++) {
            Ipv4Address address = range.base().plus(offset);
            if (used.add(address)) {
                return address.toString();
            }
        }
        throw Faults.of(
                "InsufficientFreeAddressesInSubnet",
                "The specified subnet does not have enough free addresses to satisfy the request.");
    }

    private static Set<Ipv4Address> usedIn(Snapshot rows, Subnet subnet) {
        Set<Ipv4Address> used = new HashSet<>();
        for (NetworkInterface each : NetworkTables.INTERFACES.all(rows).values()) {
            if (each.subnetId().equals(subnet.subnetId())) {
                each.privateIpAddresses()
                        .forEach(a -> used.add(Ipv4Address.of(a.privateIpAddress())));
            }
        }
        return used;
    }

    /** How many addresses of a subnet are free. */
    public static int freeIn(Subnet subnet, NetworkState state) {
        int used =
                state.interfaces().values().stream()
                        .filter(each -> each.subnetId().equals(subnet.subnetId()))
                        .mapToInt(each -> each.privateIpAddresses().size())
                        .sum();
        return ~Cidr.of(subnet.cidrBlock()).mask() + 1 - 5 - used;
    }

    /** Groups by identifier, in one VPC; its default group where none is named. */
    public static List<GroupIdentifier> groups(Snapshot rows, String vpcId, List<String> ids) {
        if (ids.size() > MOST_GROUPS) {
            throw Faults.of(
                    "SecurityGroupsPerInterfaceLimitExceeded",
                    "The maximum number of security groups per interface has been reached.");
        }
        List<GroupIdentifier> found = new ArrayList<>();
        for (String id : ids) {
            SecurityGroup group = NetworkTables.GROUPS.get(rows, id);
            if (!group.vpcId().equals(vpcId)) {
                throw Faults.of(
                        "InvalidGroup.NotFound",
                        "The security group '%s' does not exist in VPC '%s'".formatted(id, vpcId));
            }
            found.add(identifier(group));
        }
        return found.isEmpty() ? List.of(identifier(group(rows, vpcId, "default"))) : found;
    }

    private static GroupIdentifier identifier(SecurityGroup group) {
        return GroupIdentifier.builder()
                .groupId(group.groupId())
                .groupName(group.groupName())
                .build();
    }

    /** A VPC's group by name. */
    public static SecurityGroup group(Snapshot rows, String vpcId, String name) {
        return NetworkTables.GROUPS.all(rows).values().stream()
                .filter(each -> each.vpcId().equals(vpcId) && each.groupName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidGroup.NotFound",
                                        "The security group '%s' does not exist in VPC '%s'"
                                                .formatted(name, vpcId)));
    }

    /** Those of an instance, in the order of their device indexes. */
    public static List<NetworkInterface> ofInstance(Snapshot rows, String instanceId) {
        return NetworkTables.INTERFACES.all(rows).values().stream()
                .filter(each -> each.attachment() != null)
                .filter(each -> instanceId.equals(each.attachment().instanceId()))
                .sorted(Comparator.comparing(each -> each.attachment().deviceIndex()))
                .toList();
    }

    /** Attaches an interface that is attached to nothing. */
    public NetworkInterface attach(
            Transaction rows,
            NetworkInterface wanted,
            String instanceId,
            int deviceIndex,
            boolean deleteOnTermination) {
        if (wanted.attachment() != null) {
            throw Faults.of(
                    "InvalidNetworkInterface.InUse",
                    "Interface: [%s] in use.".formatted(wanted.networkInterfaceId()));
        }
        NetworkInterface attached =
                wanted.toBuilder()
                        .status("in-use")
                        .attachment(
                                NetworkInterfaceAttachment.builder()
                                        .attachmentId(
                                                place.newId(Kind.NETWORK_INTERFACE_ATTACHMENT))
                                        .instanceId(instanceId)
                                        .instanceOwnerId(place.account())
                                        .deviceIndex(deviceIndex)
                                        .networkCardIndex(0)
                                        .deleteOnTermination(deleteOnTermination)
                                        .attachTime(place.now())
                                        .status("attached")
                                        .build())
                        .build();
        put(rows, attached);
        return attached;
    }

    /** Detaches an interface; an address on loan goes back. */
    public void detach(Transaction rows, NetworkInterface attached) {
        Links.delete(rows, attached.networkInterfaceId());
        NetworkInterface left = withoutLoan(attached);
        put(
                rows,
                left.toBuilder()
                        .attachment((NetworkInterfaceAttachment) null)
                        .status("available")
                        .build());
    }

    /** Gives the primary private address a public one on loan, where it has none. */
    public NetworkInterface lend(Transaction rows, NetworkInterface to) {
        if (to.association() != null) {
            return to;
        }
        NetworkInterfaceAssociation loan =
                NetworkInterfaceAssociation.builder()
                        .publicIp(publicAddresses.free(rows))
                        .ipOwnerId("amazon")
                        .build();
        NetworkInterface lent = associated(to, to.privateIpAddress(), named(loan));
        put(rows, lent);
        return lent;
    }

    /** The host's resolver knows no name for its loopback addresses; they are their own names. */
    private static NetworkInterfaceAssociation named(NetworkInterfaceAssociation association) {
        return association.toBuilder().publicDnsName(association.publicIp()).build();
    }

    private static NetworkInterface withoutLoan(NetworkInterface of) {
        boolean lent = of.association() != null && of.association().allocationId() == null;
        return lent ? associated(of, of.privateIpAddress(), null) : of;
    }

    /** Takes back the address on loan, if there is one. */
    public void takeBack(Transaction rows, NetworkInterface from) {
        put(rows, withoutLoan(from));
    }

    /** Puts an elastic address in the place of whatever public address a private one has. */
    public void associate(
            Transaction rows,
            NetworkInterface with,
            String privateAddress,
            @Nullable NetworkInterfaceAssociation association) {
        NetworkInterfaceAssociation complete = association == null ? null : named(association);
        put(rows, associated(with, privateAddress, complete));
    }

    private static NetworkInterface associated(
            NetworkInterface with,
            String privateAddress,
            @Nullable NetworkInterfaceAssociation association) {
        NetworkInterface.Builder changed =
                with.toBuilder()
                        .privateIpAddresses(
                                with.privateIpAddresses().stream()
                                        .map(
                                                each ->
                                                        each.privateIpAddress()
                                                                        .equals(privateAddress)
                                                                ? each.toBuilder()
                                                                        .association(association)
                                                                        .build()
                                                                : each)
                                        .toList());
        if (privateAddress.equals(with.privateIpAddress())) {
            changed.association(association);
        }
        return changed.build();
    }

    public void put(Transaction rows, NetworkInterface changed) {
        NetworkTables.INTERFACES.put(rows, changed.networkInterfaceId(), changed);
    }
}
