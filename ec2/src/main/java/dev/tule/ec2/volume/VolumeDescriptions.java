package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Tagged;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeStatusDetails;
import software.amazon.awssdk.services.ec2.model.VolumeStatusInfo;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;
import software.amazon.awssdk.services.ec2.model.VolumeStatusName;

/** What is told of volumes. Safe for use by many threads. */
final class VolumeDescriptions {
    private static final Filters<Volume> FILTERS =
            Filters.of(Volume.builder(), Volume.class)
                    .onMembers(
                            "volume-id",
                            "availability-zone",
                            "availability-zone-id",
                            "fast-restored",
                            "operator.managed",
                            "operator.principal",
                            "create-time",
                            "encrypted",
                            "multi-attach-enabled",
                            "size",
                            "snapshot-id")
                    .onMember("status", "state")
                    .onMembers("volume-type")
                    .onMember("attachment.attach-time", "attachments.attach-time")
                    .onMember(
                            "attachment.delete-on-termination", "attachments.delete-on-termination")
                    .onMember("attachment.device", "attachments.device")
                    .onMember("attachment.instance-id", "attachments.instance-id")
                    .onMember("attachment.status", "attachments.state");

    private static final Filters<VolumeStatusItem> STATUS_FILTERS =
            Filters.of(VolumeStatusItem.builder(), VolumeStatusItem.class)
                    .onNothing(
                            "action.code",
                            "action.description",
                            "action.event-id",
                            "event.description",
                            "event.event-id",
                            "event.event-type",
                            "event.not-after",
                            "event.not-before")
                    .onMembers("availability-zone", "volume-status.status")
                    .onMember("volume-status.details-name", "volume-status.details.name")
                    .onMember("volume-status.details-status", "volume-status.details.status");
    private static final Filters<VolumeModification> MODIFICATION_FILTERS =
            Filters.of(VolumeModification.builder(), VolumeModification.class)
                    .onMembers(
                            "volume-id",
                            "modification-state",
                            "original-iops",
                            "original-size",
                            "original-volume-type",
                            "start-time",
                            "target-iops",
                            "target-size",
                            "target-volume-type")
                    .onMember("originalMultiAttachEnabled", "original-multi-attach-enabled")
                    .onMember("targetMultiAttachEnabled", "target-multi-attach-enabled");

    private final Place place;
    private final DiskFiles files;

    VolumeDescriptions(Place place, DiskFiles files) {
        this.place = place;
        this.files = files;
    }

    DescribeVolumesResponse describe(DescribeVolumesRequest request) {
        return place.read(
                rows -> {
                    request.volumeIds()
                            .forEach(id -> VolumeRows.VOLUMES.get(rows, Kind.VOLUME.check(id)));
                    Tagged tags = Tagged.read(rows);
                    List<Volume> found =
                            VolumeRows.VOLUMES.all(rows).values().stream()
                                    .filter(
                                            each ->
                                                    request.volumeIds().isEmpty()
                                                            || request.volumeIds()
                                                                    .contains(each.volumeId()))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    each -> tags.of(each.volumeId())))
                                    .map(
                                            each ->
                                                    each.toBuilder()
                                                            .tags(tags.models(each.volumeId()))
                                                            .build())
                                    .toList();
                    Listing<Volume> page =
                            Listing.of(
                                    found,
                                    Volume::volumeId,
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeVolumesResponse.builder()
                            .volumes(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    DescribeVolumeStatusResponse describeStatus(DescribeVolumeStatusRequest request) {
        List<VolumeStatusItem> found =
                describe(DescribeVolumesRequest.builder().volumeIds(request.volumeIds()).build())
                        .volumes()
                        .stream()
                        .map(this::status)
                        .filter(STATUS_FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        Listing<VolumeStatusItem> page =
                Listing.of(
                        found,
                        VolumeStatusItem::volumeId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeVolumeStatusResponse.builder()
                .volumeStatuses(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** A volume is well when its file is there. */
    private VolumeStatusItem status(Volume volume) {
        boolean there = Files.exists(files.volume(volume.volumeId()));
        return VolumeStatusItem.builder()
                .volumeId(volume.volumeId())
                .availabilityZone(volume.availabilityZone())
                .volumeStatus(
                        VolumeStatusInfo.builder()
                                .status(there ? "ok" : "impaired")
                                .details(
                                        VolumeStatusDetails.builder()
                                                .name(VolumeStatusName.IO_ENABLED)
                                                .status(there ? "passed" : "failed")
                                                .build())
                                .build())
                .actions(List.of())
                .events(List.of())
                .build();
    }

    DescribeVolumesModificationsResponse describeModifications(
            DescribeVolumesModificationsRequest request) {
        Map<String, VolumeModification> all = place.read(VolumeRows.MODIFICATIONS::all);
        for (String id : request.volumeIds()) {
            if (!all.containsKey(id)) {
                throw Faults.of(
                        "InvalidVolumeModification.NotFound",
                        "Modification for volume '" + id + "' does not exist.");
            }
        }
        List<VolumeModification> found =
                all.values().stream()
                        .filter(
                                each ->
                                        request.volumeIds().isEmpty()
                                                || request.volumeIds().contains(each.volumeId()))
                        .filter(MODIFICATION_FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        Listing<VolumeModification> page =
                Listing.of(
                        found,
                        VolumeModification::volumeId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeVolumesModificationsResponse.builder()
                .volumesModifications(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
