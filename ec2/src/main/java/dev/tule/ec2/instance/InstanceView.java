package dev.tule.ec2.instance;

import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Tagged;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** Puts together what DescribeInstances shows: rows, disks, network and tags. */
final class InstanceView {
    private final InstanceNetwork network;

    InstanceView(InstanceNetwork network) {
        this.network = network;
    }

    /**
     * An instance with the launch that it came from.
     *
     * @param tags by key
     * @param cards its network interfaces, with their tags
     */
    record Seen(
            Instance instance,
            Reservation reservation,
            Map<String, String> tags,
            List<NetworkInterface> cards) {}

    /** All instances that are like that, in the order of their identifiers. */
    List<Seen> all(Snapshot rows, Predicate<Instance> wanted) {
        Map<String, Reservation> reservations = InstanceRows.RESERVATIONS.all(rows);
        Map<String, List<InstanceBlockDeviceMapping>> devices = devices(rows);
        Tagged tags = Tagged.read(rows);
        Map<String, List<NetworkInterface>> cards = cards(rows, tags);
        UnaryOperator<Instance> networked = network.describing(rows);
        List<Seen> seen = new ArrayList<>();
        InstanceRows.INSTANCES
                .all(rows)
                .forEach(
                        (id, row) -> {
                            Reservation reservation = reservations.get(id);
                            if (reservation != null && wanted.test(row)) {
                                Instance whole =
                                        networked.apply(row).toBuilder()
                                                .blockDeviceMappings(
                                                        devices.getOrDefault(id, List.of()))
                                                .tags(tags.models(id))
                                                .build();
                                seen.add(
                                        new Seen(
                                                shown(whole),
                                                reservation,
                                                tags.of(id),
                                                cards.getOrDefault(id, List.of())));
                            }
                        });
        return seen;
    }

    private static Map<String, List<NetworkInterface>> cards(Snapshot rows, Tagged tags) {
        return NetworkTables.INTERFACES.all(rows).values().stream()
                .filter(each -> each.attachment() != null)
                .filter(each -> each.attachment().instanceId() != null)
                .map(each -> each.copy(c -> c.tagSet(tags.models(each.networkInterfaceId()))))
                .collect(Collectors.groupingBy(each -> each.attachment().instanceId()));
    }

    /** What has ended has no addresses; what isn't there yet has no names. */
    private static Instance shown(Instance instance) {
        if (!States.is(instance, InstanceStateName.TERMINATED)) {
            return instance;
        }
        return instance.toBuilder()
                .privateDnsName("")
                .publicDnsName("")
                .networkInterfaces(List.of())
                .build();
    }

    private static Map<String, List<InstanceBlockDeviceMapping>> devices(Snapshot rows) {
        Map<String, List<InstanceBlockDeviceMapping>> devices = new HashMap<>();
        for (Volume volume : VolumeRows.VOLUMES.all(rows).values()) {
            for (VolumeAttachment each : volume.attachments()) {
                devices.computeIfAbsent(each.instanceId(), _ -> new ArrayList<>())
                        .add(device(volume, each));
            }
        }
        devices.values()
                .forEach(
                        list ->
                                list.sort(
                                        Comparator.comparing(
                                                InstanceBlockDeviceMapping::deviceName)));
        return devices;
    }

    private static InstanceBlockDeviceMapping device(Volume volume, VolumeAttachment attachment) {
        return InstanceBlockDeviceMapping.builder()
                .deviceName(attachment.device())
                .ebs(
                        disk ->
                                disk.volumeId(volume.volumeId())
                                        .status(attachment.stateAsString())
                                        .attachTime(attachment.attachTime())
                                        .deleteOnTermination(attachment.deleteOnTermination()))
                .build();
    }

    /** A launch with all its instances. */
    Reservation reservation(Snapshot rows, String reservationId) {
        List<Seen> seen =
                all(rows, _ -> true).stream()
                        .filter(each -> reservationId.equals(each.reservation().reservationId()))
                        .toList();
        return reservation(seen);
    }

    /** A launch with these of its instances. */
    static Reservation reservation(List<Seen> seen) {
        return seen.getFirst().reservation().toBuilder()
                .groups(List.of())
                .instances(
                        seen.stream()
                                .map(Seen::instance)
                                .sorted(Comparator.comparing(Instance::amiLaunchIndex))
                                .toList())
                .build();
    }
}
