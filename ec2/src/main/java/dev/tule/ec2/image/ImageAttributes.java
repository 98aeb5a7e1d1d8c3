package dev.tule.ec2.image;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.volume.ImageRows;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;

/** What images say of themselves, one by one. Safe for use by many threads. */
final class ImageAttributes {
    private final Place place;

    ImageAttributes(Place place) {
        this.place = place;
    }

    DescribeImageAttributeResponse describe(DescribeImageAttributeRequest request) {
        String id = Faults.require(request.imageId(), "ImageId");
        Image image = place.read(rows -> Images.get(rows, id));
        DescribeImageAttributeResponse.Builder answer =
                DescribeImageAttributeResponse.builder().imageId(id);
        switch (Faults.require(request.attribute(), "Attribute")) {
            case DESCRIPTION ->
                    answer.description(
                            v -> v.value(Objects.requireNonNullElse(image.description(), "")));
            case LAUNCH_PERMISSION ->
                    answer.launchPermissions(
                            image.publicLaunchPermissions()
                                    ? List.of(LaunchPermission.builder().group("all").build())
                                    : List.of());
            case BLOCK_DEVICE_MAPPING -> answer.blockDeviceMappings(image.blockDeviceMappings());
            case BOOT_MODE -> answer.bootMode(v -> v.value(image.bootModeAsString()));
            case DEREGISTRATION_PROTECTION ->
                    answer.deregistrationProtection(v -> v.value("disabled"));
            // What no image has here: the answer holds the identifier alone, as on AWS.
            case KERNEL,
                    RAMDISK,
                    PRODUCT_CODES,
                    SRIOV_NET_SUPPORT,
                    TPM_SUPPORT,
                    UEFI_DATA,
                    LAST_LAUNCHED_TIME,
                    IMDS_SUPPORT -> {}
            case UNKNOWN_TO_SDK_VERSION ->
                    throw Faults.invalidValue(
                            request.attributeAsString(), "attribute", "Unknown attribute.");
        }
        return answer.build();
    }

    ModifyImageAttributeResponse modify(ModifyImageAttributeRequest request) {
        String id = Kind.IMAGE.check(Faults.require(request.imageId(), "ImageId"));
        place.change(
                rows -> {
                    Image.Builder image = ImageRows.IMAGES.get(rows, id).toBuilder();
                    boolean known = false;
                    if (request.description() != null) {
                        image.description(request.description().value());
                        known = true;
                    }
                    Optional<Boolean> opened = opened(request);
                    if (opened.isPresent()) {
                        image.publicLaunchPermissions(opened.get());
                        known = true;
                    }
                    if (!known) {
                        throw Faults.invalidCombination("No attributes specified.");
                    }
                    ImageRows.IMAGES.put(rows, id, image.build());
                });
        return ModifyImageAttributeResponse.builder().build();
    }

    /** Whether all may launch it from now on; empty where nothing is said of it. */
    private static Optional<Boolean> opened(ModifyImageAttributeRequest request) {
        if (!request.userIds().isEmpty() || !request.organizationArns().isEmpty()) {
            throw Faults.notImplemented("Launch permissions for single accounts");
        }
        if (request.launchPermission() != null) {
            var change = request.launchPermission();
            if (!change.add().isEmpty()
                    && change.add().stream().allMatch(p -> "all".equals(p.groupAsString()))) {
                return Optional.of(true);
            }
            if (!change.remove().isEmpty()
                    && change.remove().stream().allMatch(p -> "all".equals(p.groupAsString()))) {
                return Optional.of(false);
            }
            throw Faults.notImplemented("Launch permissions for single accounts");
        }
        if (request.userGroups().contains("all")) {
            return Optional.of(!"remove".equals(request.operationTypeAsString()));
        }
        return Optional.empty();
    }
}
