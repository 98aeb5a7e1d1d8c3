package dev.tule.ec2.image;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.ec2.volume.DiskImport;
import dev.tule.ec2.volume.Encryption;
import dev.tule.ec2.volume.ImageRows;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Images, but for making one of an instance. Safe for use by many threads. */
public final class Images {
    /** What images call their root disk. */
    public static final String ROOT_DEVICE = "/dev/sda1";

    private static final Filters<Image> FILTERS =
            Filters.of(Image.builder(), Image.class)
                    .onMembers(
                            "architecture",
                            "creation-date",
                            "description",
                            "ena-support",
                            "free-tier-eligible",
                            "hypervisor",
                            "image-allowed",
                            "image-id",
                            "image-type",
                            "kernel-id",
                            "name",
                            "owner-id",
                            "platform",
                            "ramdisk-id",
                            "root-device-name",
                            "root-device-type",
                            "source-image-id",
                            "source-image-region",
                            "source-instance-id",
                            "sriov-net-support",
                            "state",
                            "virtualization-type",
                            "block-device-mapping.device-name")
                    .onPart(
                            "block-device-mapping",
                            "block-device-mappings.ebs",
                            "delete-on-termination",
                            "encrypted",
                            "snapshot-id",
                            "volume-size",
                            "volume-type")
                    .onMember("is-public", "public-launch-permissions")
                    .onMember("manifest-location", "image-location")
                    .onMember("owner-alias", "image-owner-alias")
                    .onMember("product-code", "product-codes.product-code-id")
                    .onMember("product-code.type", "product-codes.product-code-type")
                    .onMember("state-reason-code", "state-reason.code")
                    .onMember("state-reason-message", "state-reason.message");

    private final Place place;
    private final Snapshots snapshots;
    private final ImageRegistration registration;
    private final ImageAttributes attributes;

    public Images(Place place, Snapshots snapshots, DiskImport imports) {
        this.place = place;
        this.snapshots = snapshots;
        this.registration = new ImageRegistration(this, place, imports);
        this.attributes = new ImageAttributes(place);
    }

    ImageRegistration registration() {
        return registration;
    }

    ImageAttributes attributes() {
        return attributes;
    }

    private static List<EbsBlockDevice> disks(Image image) {
        return image.blockDeviceMappings().stream()
                .map(BlockDeviceMapping::ebs)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> snapshots(Image image) {
        return disks(image).stream()
                .map(EbsBlockDevice::snapshotId)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The image that a program means, in whatever state, or the fault that there is none. */
    public static Image get(Snapshot rows, String id) {
        Optional<BuiltIn> builtIn = BuiltIn.find(id);
        if (builtIn.isPresent()) {
            return builtIn.get().image(id);
        }
        return shown(rows, ImageRows.IMAGES.get(rows, Kind.IMAGE.check(id)));
    }

    /** The image that comes with Tule which an image descends from; empty for one from outside. */
    public static Optional<BuiltIn> origin(Snapshot rows, Image image) {
        Optional<AttributeValue> kept = ImageRows.ORIGINS.find(rows, image.imageId());
        if (kept.isPresent()) {
            return BuiltIn.find(kept.get().value());
        }
        Optional<String> id = Optional.of(image.imageId());
        for (int steps = 0; id.isPresent() && steps < 100; steps++) {
            Optional<BuiltIn> builtIn = BuiltIn.find(id.get());
            if (builtIn.isPresent()) {
                return builtIn;
            }
            id = ImageRows.IMAGES.find(rows, id.get()).map(Image::sourceImageId);
        }
        return Optional.empty();
    }

    /** Notes what an image descends from, which holds when those between are gone. */
    static void keepOrigin(Transaction rows, String id, Optional<BuiltIn> origin) {
        String value = origin.map(BuiltIn::id).orElse("");
        ImageRows.ORIGINS.put(rows, id, AttributeValue.builder().value(value).build());
    }

    /** An image is what its snapshots are. */
    private static Image shown(Snapshot rows, Image image) {
        Set<SnapshotState> states =
                snapshots(image).stream()
                        .map(id -> VolumeRows.SNAPSHOTS.find(rows, id))
                        .map(found -> found.map(s -> s.state()).orElse(SnapshotState.ERROR))
                        .collect(Collectors.toSet());
        ImageState state =
                states.contains(SnapshotState.ERROR)
                        ? ImageState.FAILED
                        : states.contains(SnapshotState.PENDING)
                                ? ImageState.PENDING
                                : ImageState.AVAILABLE;
        return image.toBuilder().state(state).build();
    }

    DescribeImagesResponse describe(DescribeImagesRequest request) {
        return place.read(
                rows -> {
                    Map<String, Image> all = new TreeMap<>();
                    if (request.imageIds().isEmpty()) {
                        for (BuiltIn each : BuiltIn.values()) {
                            all.put(each.id(), each.image(each.id()));
                        }
                        ImageRows.IMAGES
                                .all(rows)
                                .forEach((id, image) -> all.put(id, shown(rows, image)));
                    }
                    for (String id : request.imageIds()) {
                        all.put(id, get(rows, id));
                    }
                    Tagged tags = Tagged.read(rows);
                    List<Image> found =
                            all.values().stream()
                                    .filter(image -> isOwned(request.owners(), image))
                                    .filter(
                                            image ->
                                                    !request.executableUsers().contains("all")
                                                            || image.publicLaunchPermissions())
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    image -> tags.of(image.imageId())))
                                    .map(
                                            image ->
                                                    image.toBuilder()
                                                            .tags(tags.models(image.imageId()))
                                                            .build())
                                    .toList();
                    Listing<Image> page =
                            Listing.of(
                                    found,
                                    Image::imageId,
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeImagesResponse.builder()
                            .images(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    private boolean isOwned(List<String> owners, Image image) {
        return owners.isEmpty()
                || owners.contains(Objects.requireNonNullElse(image.imageOwnerAlias(), ""))
                || (image.imageOwnerAlias() == null
                        && (owners.contains("self") || owners.contains(place.account())));
    }

    /** An image with one disk, that of a snapshot. */
    public static Image.Builder of(
            Image.Builder row,
            String device,
            software.amazon.awssdk.services.ec2.model.Snapshot snapshot) {
        return row.rootDeviceName(device)
                .blockDeviceMappings(
                        BlockDeviceMapping.builder()
                                .deviceName(device)
                                .ebs(
                                        e ->
                                                e.snapshotId(snapshot.snapshotId())
                                                        .volumeSize(snapshot.volumeSize())
                                                        .volumeType("gp2")
                                                        .deleteOnTermination(true)
                                                        .encrypted(snapshot.encrypted()))
                                .build());
    }

    /** The row of a new image of this account, without disks. */
    public Image.Builder row(String id, String name, @Nullable String description) {
        return Image.builder()
                .imageId(id)
                .name(name)
                .description(description)
                .imageLocation(place.account() + "/" + name)
                .ownerId(place.account())
                .publicLaunchPermissions(false)
                .architecture("x86_64")
                .imageType("machine")
                .virtualizationType("hvm")
                .hypervisor("xen")
                .rootDeviceType("ebs")
                .rootDeviceName(ROOT_DEVICE)
                .platformDetails("Linux/UNIX")
                .usageOperation("RunInstances")
                .enaSupport(false)
                .creationDate(place.now().toString());
    }

    /** Keeps a new image, whose name no other of this account has. */
    public void keep(Transaction rows, Image image, List<Tag> tags) {
        requireFree(rows, image.name());
        ImageRows.IMAGES.put(rows, image.imageId(), image);
        keepOrigin(rows, image.imageId(), origin(rows, image));
        TagRows.put(rows, image.imageId(), tags);
    }

    static void requireFree(Snapshot rows, String name) {
        ImageRows.IMAGES.all(rows).values().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .ifPresent(
                        each -> {
                            throw Faults.of(
                                    "InvalidAMIName.Duplicate",
                                    "AMI name %s is already in use by AMI %s"
                                            .formatted(each.name(), each.imageId()));
                        });
    }

    /**
     * A copy has the same snapshots, which stay as long as an image has them; one of another
     * region's image, or one that is to be encrypted, has copies of them.
     */
    CopyImageResponse copy(CopyImageRequest request) {
        String name = Faults.require(request.name(), "Name");
        String from = Faults.require(request.sourceImageId(), "SourceImageId");
        Place there = request.sourceRegion() == null ? place : place.in(request.sourceRegion());
        boolean encrypted = Boolean.TRUE.equals(request.encrypted());
        String id = place.newId(Kind.IMAGE);
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.IMAGE);
        Image source = there.read(rows -> get(rows, from));
        Optional<BuiltIn> origin = there.read(rows -> origin(rows, source));
        place.read(
                rows -> {
                    requireFree(rows, name);
                    return Encryption.asked(
                            place, rows, request.encrypted(), request.kmsKeyId(), false);
                });
        boolean shared = there.region().equals(place.region()) && !encrypted;
        List<BlockDeviceMapping> devices =
                shared
                        ? source.blockDeviceMappings()
                        : source.blockDeviceMappings().stream()
                                .map(device -> copied(there, device, request))
                                .toList();
        place.change(
                rows -> {
                    keep(
                            rows,
                            row(id, name, request.description())
                                    .sourceImageId(from)
                                    .sourceImageRegion(there.region())
                                    .architecture(source.architecture())
                                    .rootDeviceName(source.rootDeviceName())
                                    .blockDeviceMappings(devices)
                                    .build(),
                            tags);
                    keepOrigin(rows, id, origin);
                });
        return CopyImageResponse.builder().imageId(id).build();
    }

    private BlockDeviceMapping copied(
            Place there, BlockDeviceMapping device, CopyImageRequest request) {
        EbsBlockDevice disk = device.ebs();
        if (disk == null) {
            return device;
        }
        EbsBlockDevice.Builder copy = disk.toBuilder();
        boolean encrypted =
                Boolean.TRUE.equals(request.encrypted()) || Boolean.TRUE.equals(disk.encrypted());
        if (disk.snapshotId() != null) {
            copy.snapshotId(
                    snapshots.copy(
                            there,
                            disk.snapshotId(),
                            new Snapshots.Making(
                                    0,
                                    "Copied for DestinationAmi from " + request.sourceImageId(),
                                    List.of(),
                                    request.encrypted(),
                                    request.kmsKeyId())));
        }
        return device.toBuilder().ebs(copy.encrypted(encrypted).build()).build();
    }

    DeregisterImageResponse deregister(DeregisterImageRequest request) {
        String id = Kind.IMAGE.check(Faults.require(request.imageId(), "ImageId"));
        if (BuiltIn.find(id).isPresent()) {
            throw Faults.of(
                    "AuthFailure", "Not authorized for image:" + id + ": it comes with Tule");
        }
        List<String> orphans = new ArrayList<>();
        place.change(
                rows -> {
                    orphans.clear();
                    Image image = ImageRows.IMAGES.get(rows, id);
                    ImageRows.IMAGES.delete(rows, id);
                    ImageRows.ORIGINS.delete(rows, id);
                    if (Boolean.TRUE.equals(request.deleteAssociatedSnapshots())) {
                        orphans.addAll(snapshots(image));
                    }
                });
        orphans.forEach(snapshots::deleteIfUnused);
        return DeregisterImageResponse.builder().returnValue(true).build();
    }
}
