package dev.tule.ec2.instance;

import dev.tule.ec2.instance.InstanceView.Seen;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/** DescribeInstances, with all its filters. */
final class InstanceDescriptions {
    private static final Filters<Seen> FILTERS = new Filters<>();

    static {
        instance();
        state();
        disks();
        network();
    }

    private final Place place;
    private final InstanceView view;

    InstanceDescriptions(Place place, InstanceView view) {
        this.place = place;
        this.view = view;
    }

    private static void instance() {
        FILTERS.onNothing(
                        "affinity",
                        "capacity-reservation-id",
                        "host-id",
                        "kernel-id",
                        "network-interface.requester-id",
                        "product-code",
                        "ramdisk-id")
                .on("hibernation-options.configured", _ -> false)
                .on(
                        "placement-partition-number",
                        each -> each.instance().placement().partitionNumber())
                .on(
                        "network-interface.availability-zone",
                        each -> each.instance().placement().availabilityZone())
                .on("instance-id", each -> each.instance().instanceId())
                .on("image-id", each -> each.instance().imageId())
                .on("instance-type", each -> each.instance().instanceTypeAsString())
                .on("instance-lifecycle", each -> each.instance().instanceLifecycleAsString())
                .on("architecture", each -> each.instance().architectureAsString())
                .on("availability-zone", each -> each.instance().placement().availabilityZone())
                .on("placement-group-name", each -> each.instance().placement().groupName())
                .on("tenancy", each -> each.instance().placement().tenancyAsString())
                .on("client-token", each -> each.instance().clientToken())
                .on("hypervisor", each -> each.instance().hypervisorAsString())
                .on("key-name", each -> each.instance().keyName())
                .on("launch-index", each -> each.instance().amiLaunchIndex())
                .on("launch-time", each -> each.instance().launchTime())
                .on(
                        "metadata-options.http-tokens",
                        each -> each.instance().metadataOptions().httpTokensAsString())
                .on(
                        "metadata-options.http-endpoint",
                        each -> each.instance().metadataOptions().httpEndpointAsString())
                .on(
                        "metadata-options.http-put-response-hop-limit",
                        each -> each.instance().metadataOptions().httpPutResponseHopLimit())
                .on("monitoring-state", each -> each.instance().monitoring().stateAsString())
                .on("owner-id", each -> each.reservation().ownerId())
                .on("platform", each -> each.instance().platformAsString())
                .on("platform-details", each -> each.instance().platformDetails())
                .on("requester-id", each -> each.reservation().requesterId())
                .on("reservation-id", each -> each.reservation().reservationId())
                .on("root-device-name", each -> each.instance().rootDeviceName())
                .on("root-device-type", each -> each.instance().rootDeviceTypeAsString())
                .on("spot-instance-request-id", each -> each.instance().spotInstanceRequestId())
                .on("usage-operation", each -> each.instance().usageOperation())
                .on("virtualization-type", each -> each.instance().virtualizationTypeAsString())
                .on(
                        "iam-instance-profile.arn",
                        each ->
                                each.instance().iamInstanceProfile() == null
                                        ? null
                                        : each.instance().iamInstanceProfile().arn())
                .on(
                        "iam-instance-profile.id",
                        each ->
                                each.instance().iamInstanceProfile() == null
                                        ? null
                                        : each.instance().iamInstanceProfile().id());
    }

    private static void state() {
        FILTERS.on("instance-state-name", each -> each.instance().state().nameAsString())
                .on("instance-state-code", each -> each.instance().state().code())
                .on("reason", each -> each.instance().stateTransitionReason())
                .on(
                        "state-reason-code",
                        each ->
                                each.instance().stateReason() == null
                                        ? null
                                        : each.instance().stateReason().code())
                .on(
                        "state-reason-message",
                        each ->
                                each.instance().stateReason() == null
                                        ? null
                                        : each.instance().stateReason().message());
    }

    private static void disks() {
        onEach(
                "block-device-mapping.device-name",
                each -> each.instance().blockDeviceMappings(),
                InstanceBlockDeviceMapping::deviceName);
        onEach(
                "block-device-mapping.volume-id",
                each -> each.instance().blockDeviceMappings(),
                disk -> disk.ebs().volumeId());
        onEach(
                "block-device-mapping.status",
                each -> each.instance().blockDeviceMappings(),
                disk -> disk.ebs().statusAsString());
        onEach(
                "block-device-mapping.attach-time",
                each -> each.instance().blockDeviceMappings(),
                disk -> disk.ebs().attachTime());
        onEach(
                "block-device-mapping.delete-on-termination",
                each -> each.instance().blockDeviceMappings(),
                disk -> disk.ebs().deleteOnTermination());
    }

    private static void network() {
        FILTERS.on("dns-name", each -> each.instance().publicDnsName())
                .on("ip-address", each -> each.instance().publicIpAddress())
                .on("private-dns-name", each -> each.instance().privateDnsName())
                .on("private-ip-address", each -> each.instance().privateIpAddress())
                .on("source-dest-check", each -> each.instance().sourceDestCheck())
                .on("subnet-id", each -> each.instance().subnetId())
                .on("vpc-id", each -> each.instance().vpcId());
        for (String prefix : List.of("", "instance.")) {
            onEach(
                    prefix + "group-id",
                    each -> each.instance().securityGroups(),
                    GroupIdentifier::groupId);
            onEach(
                    prefix + "group-name",
                    each -> each.instance().securityGroups(),
                    GroupIdentifier::groupName);
        }
        onCard("network-interface-id", InstanceNetworkInterface::networkInterfaceId);
        onCard("subnet-id", InstanceNetworkInterface::subnetId);
        onCard("vpc-id", InstanceNetworkInterface::vpcId);
        onCard("description", InstanceNetworkInterface::description);
        onCard("owner-id", InstanceNetworkInterface::ownerId);
        onCard("status", InstanceNetworkInterface::statusAsString);
        onCard("mac-address", InstanceNetworkInterface::macAddress);
        onCard("private-dns-name", InstanceNetworkInterface::privateDnsName);
        onCard("source-dest-check", InstanceNetworkInterface::sourceDestCheck);
        onCard(
                "association.public-ip",
                card -> card.association() == null ? null : card.association().publicIp());
        onCard(
                "association.ip-owner-id",
                card -> card.association() == null ? null : card.association().ipOwnerId());
        onCard("attachment.attachment-id", card -> card.attachment().attachmentId());
        onCard("attachment.device-index", card -> card.attachment().deviceIndex());
        onCard("attachment.status", card -> card.attachment().statusAsString());
        onCard("attachment.delete-on-termination", card -> card.attachment().deleteOnTermination());
        FILTERS.onAll(
                "network-interface.group-id",
                each ->
                        each.instance().networkInterfaces().stream()
                                .flatMap(card -> card.groups().stream())
                                .map(GroupIdentifier::groupId)
                                .toList());
        FILTERS.onAll(
                "network-interface.group-name",
                each ->
                        each.instance().networkInterfaces().stream()
                                .flatMap(card -> card.groups().stream())
                                .map(GroupIdentifier::groupName)
                                .toList());
        FILTERS.onAll(
                "network-interface.addresses.primary",
                each ->
                        each.instance().networkInterfaces().stream()
                                .flatMap(card -> card.privateIpAddresses().stream())
                                .map(InstancePrivateIpAddress::primary)
                                .toList());
        FILTERS.onAll(
                "network-interface.addresses.private-ip-address",
                each ->
                        each.instance().networkInterfaces().stream()
                                .flatMap(card -> card.privateIpAddresses().stream())
                                .map(InstancePrivateIpAddress::privateIpAddress)
                                .toList());
    }

    private static void onCard(
            String name, Function<InstanceNetworkInterface, @Nullable Object> value) {
        onEach("network-interface." + name, each -> each.instance().networkInterfaces(), value);
    }

    private static <P> void onEach(
            String name, Function<Seen, List<P>> parts, Function<P, @Nullable Object> value) {
        FILTERS.onAll(
                name,
                each -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    parts.apply(each).forEach(part -> values.add(value.apply(part)));
                    return values;
                });
    }

    /** Those that are meant: each that is named must be there. */
    static List<Seen> select(
            Snapshot rows, InstanceView view, List<String> ids, List<Filter> filters) {
        ids.forEach(id -> InstanceRows.get(rows, id));
        Set<String> named = Set.copyOf(ids);
        Predicate<Seen> wanted = FILTERS.asked(filters, Seen::tags);
        return view.all(rows, row -> named.isEmpty() || named.contains(row.instanceId())).stream()
                .filter(wanted)
                .toList();
    }

    DescribeInstancesResponse describe(DescribeInstancesRequest request) {
        if (request.maxResults() != null && !request.instanceIds().isEmpty()) {
            throw Faults.invalidCombination(
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        List<Seen> found =
                place.read(rows -> select(rows, view, request.instanceIds(), request.filters()));
        Listing<Seen> page =
                Listing.of(
                        found,
                        each -> each.instance().instanceId(),
                        request.maxResults(),
                        request.nextToken());
        Map<String, List<Seen>> launches = new LinkedHashMap<>();
        for (Seen each : page.items()) {
            launches.computeIfAbsent(each.reservation().reservationId(), _ -> new ArrayList<>())
                    .add(each);
        }
        return DescribeInstancesResponse.builder()
                .reservations(launches.values().stream().map(InstanceView::reservation).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
