package dev.tule.ec2.spot;

import dev.tule.ec2.instance.InstanceRows;
import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.ec2.type.TypeCatalogue;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CancelSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.CancelSpotInstanceRequestsResponse;
import software.amazon.awssdk.services.ec2.model.CancelledSpotInstanceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.LaunchSpecification;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.RequestSpotInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RequestSpotInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RequestSpotLaunchSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;
import software.amazon.awssdk.services.ec2.model.SpotInstanceState;
import software.amazon.awssdk.services.ec2.model.SpotInstanceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** Requests for spot instances. Safe for use by many threads. */
public final class SpotRequests {
    /** What is known of a request beside its instance; only requests that have such a thing. */
    private static final Table<SpotInstanceRequest> REQUESTS =
            new Table<>(Kind.SPOT_REQUEST, SpotInstanceRequest.class, SpotInstanceRequest::builder);

    private static final Filters<SpotInstanceRequest> FILTERS =
            Filters.of(SpotInstanceRequest.builder(), SpotInstanceRequest.class)
                    .onMembers(
                            "availability-zone-group",
                            "create-time",
                            "instance-id",
                            "launch-group",
                            "launched-availability-zone",
                            "launched-availability-zone-id",
                            "product-description",
                            "spot-instance-request-id",
                            "spot-price",
                            "state",
                            "type",
                            "valid-from",
                            "valid-until")
                    .onMember("fault-code", "fault.code")
                    .onMember("fault-message", "fault.message")
                    .onMember("status-code", "status.code")
                    .onMember("status-message", "status.message")
                    .onPart(
                            "launch",
                            "launch-specification",
                            "block-device-mapping.device-name",
                            "image-id",
                            "instance-type",
                            "kernel-id",
                            "key-name",
                            "ramdisk-id")
                    .onPart(
                            "launch.block-device-mapping",
                            "launch-specification.block-device-mappings.ebs",
                            "delete-on-termination",
                            "snapshot-id",
                            "volume-size",
                            "volume-type")
                    .onPart(
                            "launch",
                            "launch-specification.security-groups",
                            "group-id",
                            "group-name")
                    .onMember(
                            "launch.monitoring-enabled", "launch-specification.monitoring.enabled")
                    .onPart(
                            "network-interface",
                            "launch-specification.network-interfaces",
                            "delete-on-termination",
                            "description",
                            "device-index",
                            "network-interface-id",
                            "private-ip-address",
                            "subnet-id")
                    .onMember(
                            "network-interface.group-id",
                            "launch-specification.network-interfaces.groups")
                    .onMember(
                            "network-interface.addresses.primary",
                            "launch-specification.network-interfaces.private-ip-addresses.primary");

    private final Place place;
    private final Function<RunInstancesRequest, RunInstancesResponse> launch;

    /**
     * @param launch what RunInstances does
     */
    public SpotRequests(Place place, Function<RunInstancesRequest, RunInstancesResponse> launch) {
        this.place = place;
        this.launch = launch;
    }

    /**
     * All instances are launched before this answers, or none is and the error is RunInstances'. No
     * request stays open.
     */
    RequestSpotInstancesResponse request(RequestSpotInstancesRequest request) {
        if (request.type() == SpotInstanceType.PERSISTENT) {
            throw Faults.notImplemented("Persistent spot requests");
        }
        if (request.launchGroup() != null || request.blockDurationMinutes() != null) {
            throw Faults.notImplemented("LaunchGroup and BlockDurationMinutes");
        }
        if (request.validFrom() != null && request.validFrom().isAfter(place.now())) {
            throw Faults.notImplemented("Spot requests that begin later");
        }
        RequestSpotLaunchSpecification wanted =
                Faults.require(request.launchSpecification(), "LaunchSpecification");
        int count = Objects.requireNonNullElse(request.instanceCount(), 1);
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SPOT_REQUEST);
        RunInstancesResponse launched =
                launch.apply(
                        ModelCopy.into(RunInstancesRequest.builder(), wanted)
                                .minCount(count)
                                .maxCount(count)
                                .clientToken(request.clientToken())
                                .instanceMarketOptions(m -> m.marketType(MarketType.SPOT))
                                .build());
        List<String> ids =
                launched.instances().stream().map(Instance::spotInstanceRequestId).toList();
        return place.transact(
                rows -> {
                    for (String id : ids) {
                        REQUESTS.put(
                                rows,
                                id,
                                SpotInstanceRequest.builder()
                                        .spotInstanceRequestId(id)
                                        .spotPrice(request.spotPrice())
                                        .validUntil(request.validUntil())
                                        .build());
                        TagRows.put(rows, id, tags);
                    }
                    return RequestSpotInstancesResponse.builder()
                            .spotInstanceRequests(
                                    all(rows).stream()
                                            .filter(r -> ids.contains(r.spotInstanceRequestId()))
                                            .toList())
                            .build();
                });
    }

    private static List<SpotInstanceRequest> all(Snapshot rows) {
        Tagged tags = Tagged.read(rows);
        return InstanceRows.INSTANCES.all(rows).values().stream()
                .filter(each -> each.spotInstanceRequestId() != null)
                .map(each -> shown(rows, each, tags))
                .sorted(Comparator.comparing(SpotInstanceRequest::spotInstanceRequestId))
                .toList();
    }

    private static SpotInstanceRequest shown(Snapshot rows, Instance instance, Tagged tags) {
        String id = instance.spotInstanceRequestId();
        SpotInstanceRequest known =
                REQUESTS.find(rows, id).orElseGet(() -> SpotInstanceRequest.builder().build());
        boolean over =
                List.of(InstanceStateName.TERMINATED, InstanceStateName.SHUTTING_DOWN)
                        .contains(instance.state().name());
        boolean cancelled = known.state() == SpotInstanceState.CANCELLED;
        String status =
                over
                        ? "instance-terminated-by-user"
                        : cancelled ? "request-canceled-and-instance-running" : "fulfilled";
        String price = SpotPrices.of(TypeCatalogue.get(instance.instanceTypeAsString()));
        return known.toBuilder()
                .spotInstanceRequestId(id)
                .instanceId(instance.instanceId())
                .spotPrice(Objects.requireNonNullElse(known.spotPrice(), price))
                .createTime(instance.launchTime())
                .launchedAvailabilityZone(instance.placement().availabilityZone())
                .productDescription("Linux/UNIX")
                .type(SpotInstanceType.ONE_TIME)
                .instanceInterruptionBehavior("terminate")
                .state(
                        cancelled
                                ? SpotInstanceState.CANCELLED
                                : over ? SpotInstanceState.CLOSED : SpotInstanceState.ACTIVE)
                .status(s -> s.code(status).updateTime(instance.launchTime()))
                .launchedAvailabilityZoneId(instance.placement().availabilityZoneId())
                .launchSpecification(specification(rows, instance))
                .tags(tags.models(id))
                .build();
    }

    /** What was launched: as it was asked for, with what the image and the network added. */
    private static LaunchSpecification specification(Snapshot rows, Instance instance) {
        List<NetworkInterface> cards = InterfaceRows.ofInstance(rows, instance.instanceId());
        Placement placement = instance.placement();
        LaunchSpecification.Builder launched =
                LaunchSpecification.builder()
                        .imageId(instance.imageId())
                        .instanceType(instance.instanceTypeAsString())
                        .keyName(instance.keyName())
                        .monitoring(m -> m.enabled(isMonitored(instance)))
                        .placement(
                                p ->
                                        p.availabilityZone(placement.availabilityZone())
                                                .availabilityZoneId(placement.availabilityZoneId()))
                        .blockDeviceMappings(disks(rows, instance.instanceId()))
                        .networkInterfaces(cards.stream().map(SpotRequests::card).toList());
        if (!cards.isEmpty()) {
            launched.securityGroups(cards.getFirst().groups())
                    .subnetId(cards.getFirst().subnetId());
        }
        return launched.build();
    }

    private static boolean isMonitored(Instance instance) {
        return instance.monitoring().state() == MonitoringState.ENABLED;
    }

    private static List<BlockDeviceMapping> disks(Snapshot rows, String instanceId) {
        return VolumeRows.VOLUMES.all(rows).values().stream()
                .flatMap(
                        volume ->
                                volume.attachments().stream()
                                        .filter(each -> instanceId.equals(each.instanceId()))
                                        .map(each -> disk(volume, each)))
                .sorted(Comparator.comparing(BlockDeviceMapping::deviceName))
                .toList();
    }

    private static BlockDeviceMapping disk(Volume volume, VolumeAttachment attachment) {
        return BlockDeviceMapping.builder()
                .deviceName(attachment.device())
                .ebs(
                        e ->
                                e.snapshotId(volume.snapshotId())
                                        .volumeSize(volume.size())
                                        .volumeType(volume.volumeType())
                                        .encrypted(volume.encrypted())
                                        .deleteOnTermination(attachment.deleteOnTermination()))
                .build();
    }

    private static InstanceNetworkInterfaceSpecification card(NetworkInterface card) {
        return InstanceNetworkInterfaceSpecification.builder()
                .networkInterfaceId(card.networkInterfaceId())
                .deviceIndex(card.attachment().deviceIndex())
                .deleteOnTermination(card.attachment().deleteOnTermination())
                .description(card.description())
                .groups(card.groups().stream().map(GroupIdentifier::groupId).toList())
                .privateIpAddresses(
                        card.privateIpAddresses().stream()
                                .map(
                                        each ->
                                                PrivateIpAddressSpecification.builder()
                                                        .privateIpAddress(each.privateIpAddress())
                                                        .primary(each.primary())
                                                        .build())
                                .toList())
                .privateIpAddress(card.privateIpAddress())
                .subnetId(card.subnetId())
                .build();
    }

    DescribeSpotInstanceRequestsResponse describe(DescribeSpotInstanceRequestsRequest request) {
        List<String> ids = request.spotInstanceRequestIds();
        List<SpotInstanceRequest> all = place.read(SpotRequests::all);
        ids.forEach(id -> get(all, id));
        Tagged tags = place.read(Tagged::read);
        Listing<SpotInstanceRequest> page =
                Listing.of(
                        all.stream()
                                .filter(
                                        each ->
                                                ids.isEmpty()
                                                        || ids.contains(
                                                                each.spotInstanceRequestId()))
                                .filter(
                                        FILTERS.asked(
                                                request.filters(),
                                                each -> tags.of(each.spotInstanceRequestId())))
                                .toList(),
                        SpotInstanceRequest::spotInstanceRequestId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeSpotInstanceRequestsResponse.builder()
                .spotInstanceRequests(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static SpotInstanceRequest get(List<SpotInstanceRequest> all, String id) {
        String checked = Kind.SPOT_REQUEST.check(id);
        return all.stream()
                .filter(each -> each.spotInstanceRequestId().equals(checked))
                .findFirst()
                .orElseThrow(() -> Kind.SPOT_REQUEST.notFound(id));
    }

    /** Instances that run go on. */
    CancelSpotInstanceRequestsResponse cancel(CancelSpotInstanceRequestsRequest request) {
        List<String> ids = request.spotInstanceRequestIds();
        if (ids.isEmpty()) {
            throw Faults.missing("SpotInstanceRequestId");
        }
        place.change(
                rows -> {
                    List<SpotInstanceRequest> all = all(rows);
                    for (String id : ids) {
                        SpotInstanceRequest known = get(all, id);
                        if (known.state() == SpotInstanceState.ACTIVE) {
                            REQUESTS.put(
                                    rows,
                                    id,
                                    SpotInstanceRequest.builder()
                                            .spotInstanceRequestId(id)
                                            .spotPrice(known.spotPrice())
                                            .validUntil(known.validUntil())
                                            .state(SpotInstanceState.CANCELLED)
                                            .build());
                        }
                    }
                });
        return CancelSpotInstanceRequestsResponse.builder()
                .cancelledSpotInstanceRequests(
                        ids.stream()
                                .map(
                                        id ->
                                                CancelledSpotInstanceRequest.builder()
                                                        .spotInstanceRequestId(id)
                                                        .state("cancelled")
                                                        .build())
                                .toList())
                .build();
    }
}
