package dev.tule.ec2.network;

import dev.tule.compute.NetworkLink;
import dev.tule.ec2.resource.Faults;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The interfaces of instances. Safe for use by many threads. */
final class InstanceInterfaces implements InstanceNetwork {
    private final InterfaceRows interfaces;
    private final ElasticAddressRows elasticAddresses;

    InstanceInterfaces(InterfaceRows interfaces, ElasticAddressRows elasticAddresses) {
        this.interfaces = interfaces;
        this.elasticAddresses = elasticAddresses;
    }

    @Override
    public String attach(Transaction rows, String instanceId, Wanted wanted) {
        NetworkChanges.emit(rows);
        List<InstanceNetworkInterfaceSpecification> cards = cards(wanted);
        String zone = null;
        for (InstanceNetworkInterfaceSpecification card : cards) {
            NetworkInterface attached = attach(rows, instanceId, wanted, card);
            if (zone != null && !zone.equals(attached.availabilityZone())) {
                throw Faults.invalidCombination(
                        "Network interfaces must be in the same availability zone");
            }
            zone = attached.availabilityZone();
        }
        return Objects.requireNonNull(zone);
    }

    private static List<InstanceNetworkInterfaceSpecification> cards(Wanted wanted) {
        if (wanted.interfaces().isEmpty()) {
            return List.of(
                    InstanceNetworkInterfaceSpecification.builder()
                            .deviceIndex(0)
                            .subnetId(wanted.subnetId())
                            .privateIpAddress(wanted.privateAddress())
                            .groups(wanted.groupIds())
                            .build());
        }
        if (wanted.subnetId() != null
                || wanted.privateAddress() != null
                || !wanted.groupIds().isEmpty()
                || !wanted.groupNames().isEmpty()) {
            throw Faults.invalidCombination(
                    "Network interfaces and an instance-level subnet ID or security groups may not"
                            + " be specified on the same request");
        }
        List<Integer> indexes =
                wanted.interfaces().stream()
                        .map(InstanceNetworkInterfaceSpecification::deviceIndex)
                        .toList();
        if (indexes.contains(null)) {
            throw Faults.missing("NetworkInterface.DeviceIndex");
        }
        if (indexes.stream().distinct().count() != indexes.size() || !indexes.contains(0)) {
            throw Faults.invalidValue("Each network interface requires a unique device index.");
        }
        return wanted.interfaces().stream()
                .sorted(Comparator.comparing(InstanceNetworkInterfaceSpecification::deviceIndex))
                .toList();
    }

    private NetworkInterface attach(
            Transaction rows,
            String instanceId,
            Wanted wanted,
            InstanceNetworkInterfaceSpecification card) {
        if (card.networkInterfaceId() != null) {
            NetworkInterface known = NetworkTables.INTERFACES.get(rows, card.networkInterfaceId());
            boolean goes = Boolean.TRUE.equals(card.deleteOnTermination());
            NetworkInterface attached =
                    interfaces.attach(rows, known, instanceId, card.deviceIndex(), goes);
            elasticAddresses.follow(rows, attached);
            return attached;
        }
        Subnet subnet = subnet(rows, card.subnetId(), wanted.zone());
        List<String> groups = new ArrayList<>(card.groups());
        for (String name : wanted.groupNames()) {
            groups.add(InterfaceRows.group(rows, subnet.vpcId(), name).groupId());
        }
        NetworkInterface made =
                interfaces.create(
                        rows,
                        new InterfaceRows.NewInterface(
                                subnet,
                                groups,
                                primary(card),
                                secondary(card),
                                Objects.requireNonNullElse(
                                        card.secondaryPrivateIpAddressCount(), 0),
                                "interface",
                                Objects.requireNonNullElse(card.description(), "")));
        boolean goes = !Boolean.FALSE.equals(card.deleteOnTermination());
        NetworkInterface attached =
                interfaces.attach(rows, made, instanceId, card.deviceIndex(), goes);
        boolean lend =
                card.associatePublicIpAddress() == null
                        ? card.deviceIndex() == 0 && subnet.mapPublicIpOnLaunch()
                        : card.associatePublicIpAddress();
        return lend ? interfaces.lend(rows, attached) : attached;
    }

    private static @Nullable String primary(InstanceNetworkInterfaceSpecification card) {
        return card.privateIpAddresses().stream()
                .filter(each -> Boolean.TRUE.equals(each.primary()))
                .map(PrivateIpAddressSpecification::privateIpAddress)
                .findFirst()
                .orElse(card.privateIpAddress());
    }

    private static List<String> secondary(InstanceNetworkInterfaceSpecification card) {
        return card.privateIpAddresses().stream()
                .filter(each -> !Boolean.TRUE.equals(each.primary()))
                .map(PrivateIpAddressSpecification::privateIpAddress)
                .toList();
    }

    /** The subnet that was named, or the default VPC's in a zone. */
    private Subnet subnet(Snapshot rows, @Nullable String id, @Nullable String zone) {
        if (id != null) {
            Subnet subnet = NetworkTables.SUBNETS.get(rows, id);
            if (zone != null && !zone.equals(subnet.availabilityZone())) {
                throw Faults.invalidValue(
                        zone,
                        "availabilityZone",
                        "The subnet '%s' is in the availability zone %s"
                                .formatted(id, subnet.availabilityZone()));
            }
            return subnet;
        }
        Vpc vpc =
                Foundation.findDefault(rows)
                        .orElseThrow(
                                () ->
                                        Faults.of(
                                                "VPCIdNotSpecified",
                                                "No default VPC for this user. GroupName is only"
                                                        + " supported for EC2-Classic and default"
                                                        + " VPC."));
        return NetworkTables.SUBNETS.all(rows).values().stream()
                .filter(each -> each.vpcId().equals(vpc.vpcId()) && each.defaultForAz())
                .filter(each -> zone == null || zone.equals(each.availabilityZone()))
                .min(Comparator.comparing(Subnet::availabilityZone))
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "MissingInput",
                                        "No subnets found for the default VPC '%s'. Please specify"
                                                        .formatted(vpc.vpcId())
                                                + " a subnet."));
    }

    @Override
    public UnaryOperator<Instance> describing(Snapshot rows) {
        Map<String, List<NetworkInterface>> byInstance = new HashMap<>();
        for (NetworkInterface each : NetworkTables.INTERFACES.all(rows).values()) {
            if (each.attachment() != null && each.attachment().instanceId() != null) {
                byInstance
                        .computeIfAbsent(each.attachment().instanceId(), _ -> new ArrayList<>())
                        .add(each);
            }
        }
        byInstance.values().forEach(list -> list.sort(BY_INDEX));
        Set<String> named =
                NetworkTables.VPC_ATTRIBUTES.all(rows).entrySet().stream()
                        .filter(vpc -> vpc.getValue().enableDnsHostnames().value())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return instance -> {
            List<NetworkInterface> had = byInstance.getOrDefault(instance.instanceId(), List.of());
            return InstanceNetworkShape.fill(
                    instance, had, !had.isEmpty() && named.contains(had.getFirst().vpcId()));
        };
    }

    private static final Comparator<NetworkInterface> BY_INDEX =
            Comparator.comparing(each -> each.attachment().deviceIndex());

    private static NetworkInterface primary(Snapshot rows, String instanceId) {
        return InterfaceRows.ofInstance(rows, instanceId).stream()
                .findFirst()
                .orElseThrow(
                        () -> Faults.incorrectState(instanceId + " has no network interface."));
    }

    @Override
    public List<NetworkLink> plug(
            Transaction rows, String instanceId, Function<String, Path> socket) {
        NetworkChanges.emit(rows);
        List<NetworkLink> links = new ArrayList<>();
        for (NetworkInterface each : InterfaceRows.ofInstance(rows, instanceId)) {
            Path path = socket.apply(each.networkInterfaceId());
            Links.put(rows, each.networkInterfaceId(), path);
            links.add(new NetworkLink(path, each.macAddress()));
            boolean first = each.attachment().deviceIndex() == 0;
            if (first && NetworkTables.SUBNETS.get(rows, each.subnetId()).mapPublicIpOnLaunch()) {
                interfaces.lend(rows, each);
            }
        }
        return links;
    }

    @Override
    public void unplug(Transaction rows, String instanceId) {
        NetworkChanges.emit(rows);
        for (NetworkInterface each : InterfaceRows.ofInstance(rows, instanceId)) {
            Links.delete(rows, each.networkInterfaceId());
            interfaces.takeBack(rows, each);
        }
    }

    @Override
    public void release(Transaction rows, String instanceId) {
        NetworkChanges.emit(rows);
        for (NetworkInterface each : InterfaceRows.ofInstance(rows, instanceId)) {
            if (each.attachment().deleteOnTermination()) {
                Links.delete(rows, each.networkInterfaceId());
                elasticAddresses.forget(rows, each.networkInterfaceId(), null);
                NetworkTables.INTERFACES.delete(rows, each.networkInterfaceId());
            } else {
                interfaces.detach(rows, each);
                elasticAddresses.follow(
                        rows, NetworkTables.INTERFACES.get(rows, each.networkInterfaceId()));
            }
        }
    }

    @Override
    public void changeGroups(Transaction rows, String instanceId, List<String> groupIds) {
        NetworkChanges.emit(rows);
        NetworkInterface primary = primary(rows, instanceId);
        interfaces.put(
                rows,
                primary.toBuilder()
                        .groups(InterfaceRows.groups(rows, primary.vpcId(), groupIds))
                        .build());
    }

    @Override
    public void changeSourceDestCheck(Transaction rows, String instanceId, boolean check) {
        NetworkChanges.emit(rows);
        interfaces.put(rows, primary(rows, instanceId).toBuilder().sourceDestCheck(check).build());
    }
}
