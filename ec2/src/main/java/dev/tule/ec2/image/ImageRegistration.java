package dev.tule.ec2.image;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.type.TypeCatalogue;
import dev.tule.ec2.volume.DiskImport;
import dev.tule.ec2.volume.DiskOrigins;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.BootModeValues;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Images of snapshots, and of disks in S3. Safe for use by many threads. */
final class ImageRegistration {
    private final Images images;
    private final Place place;
    private final DiskImport imports;

    ImageRegistration(Images images, Place place, DiskImport imports) {
        this.images = images;
        this.place = place;
        this.imports = imports;
    }

    RegisterImageResponse register(RegisterImageRequest request) {
        String name = Faults.require(request.name(), "Name");
        refuseUnknown(request);
        String root = Objects.requireNonNullElse(request.rootDeviceName(), Images.ROOT_DEVICE);
        String id = place.newId(Kind.IMAGE);
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.IMAGE);
        if (request.imageLocation() == null) {
            place.change(
                    rows -> {
                        Image image =
                                registered(id, name, request)
                                        .rootDeviceName(root)
                                        .blockDeviceMappings(devices(rows, request, root))
                                        .build();
                        keep(rows, image, tags, request.architecture() == null);
                    });
        } else {
            imports.begin(
                    request.imageLocation(),
                    "Of " + request.imageLocation(),
                    (rows, snapshot) -> {
                        Image alone =
                                Images.of(registered(id, name, request), root, snapshot).build();
                        Image image =
                                alone.toBuilder()
                                        .imageLocation(request.imageLocation())
                                        .blockDeviceMappings(
                                                DeviceMappings.merged(
                                                        alone.blockDeviceMappings(),
                                                        further(rows, request),
                                                        root))
                                        .build();
                        images.keep(rows, image, tags);
                    });
        }
        return RegisterImageResponse.builder().imageId(id).build();
    }

    /** What would make another machine of it than there is here. */
    private static void refuseUnknown(RegisterImageRequest request) {
        BootModeValues mode = request.bootMode();
        if (mode == BootModeValues.UEFI) {
            throw Faults.notImplemented("The boot mode uefi: machines here have a BIOS");
        }
        if (isGiven(request.kernelId()) || isGiven(request.ramdiskId())) {
            throw Faults.notImplemented("An image with a kernel or RAM disk of its own");
        }
        if ("paravirtual".equals(request.virtualizationType())) {
            throw Faults.notImplemented("The virtualization type paravirtual");
        }
        if (request.tpmSupport() != null || isGiven(request.uefiData())) {
            throw Faults.notImplemented("An image with a TPM or UEFI variables");
        }
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    private static List<BlockDeviceMapping> devices(
            Snapshot rows, RegisterImageRequest request, String root) {
        List<BlockDeviceMapping> devices =
                DeviceMappings.merged(List.of(), further(rows, request), root);
        boolean hasRoot =
                devices.stream()
                        .filter(device -> root.equals(device.deviceName()))
                        .anyMatch(
                                device ->
                                        device.ebs() != null && isGiven(device.ebs().snapshotId()));
        if (!hasRoot) {
            throw Faults.of(
                    "InvalidBlockDeviceMapping",
                    "The root device " + root + " has no snapshot in the mapping");
        }
        return devices;
    }

    private static List<BlockDeviceMapping> further(Snapshot rows, RegisterImageRequest request) {
        return request.blockDeviceMappings().stream()
                .map(device -> registered(rows, device))
                .toList();
    }

    /**
     * An image of the root of an instance of Tule's own images boots as those do.
     *
     * @param follows whether its architecture is theirs, too
     */
    private void keep(Transaction rows, Image image, List<Tag> tags, boolean follows) {
        Optional<BuiltIn> origin =
                image.blockDeviceMappings().stream()
                        .filter(device -> image.rootDeviceName().equals(device.deviceName()))
                        .findFirst()
                        .flatMap(device -> DiskOrigins.find(rows, device.ebs().snapshotId()))
                        .map(BuiltIn::named);
        Image whole =
                origin.filter(_ -> follows)
                        .map(of -> TypeCatalogue.nameOf(of.architecture()))
                        .map(name -> image.copy(i -> i.architecture(name)))
                        .orElse(image);
        images.keep(rows, whole, tags);
        Images.keepOrigin(rows, image.imageId(), origin);
    }

    private Image.Builder registered(String id, String name, RegisterImageRequest request) {
        Image.Builder image =
                images.row(id, name, request.description()).bootMode(request.bootModeAsString());
        return request.architecture() == null
                ? image
                : image.architecture(request.architectureAsString());
    }

    private static BlockDeviceMapping registered(Snapshot rows, BlockDeviceMapping device) {
        EbsBlockDevice disk = device.ebs();
        if (disk == null) {
            return device;
        }
        EbsBlockDevice.Builder whole =
                disk.toBuilder()
                        .deleteOnTermination(!Boolean.FALSE.equals(disk.deleteOnTermination()))
                        .volumeType(Objects.requireNonNullElse(disk.volumeTypeAsString(), "gp2"));
        if (isGiven(disk.snapshotId())) {
            var snapshot = VolumeRows.SNAPSHOTS.get(rows, disk.snapshotId());
            int size = Objects.requireNonNullElse(disk.volumeSize(), snapshot.volumeSize());
            if (size < snapshot.volumeSize()) {
                throw Faults.of(
                        "InvalidBlockDeviceMapping",
                        "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB"
                                .formatted(size, disk.snapshotId(), snapshot.volumeSize()));
            }
            whole.volumeSize(size).encrypted(snapshot.encrypted());
        } else if (disk.volumeSize() == null) {
            throw Faults.missing("size/snapshot");
        }
        return device.toBuilder().ebs(whole.build()).build();
    }
}
