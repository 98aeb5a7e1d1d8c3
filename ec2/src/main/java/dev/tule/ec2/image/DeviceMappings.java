package dev.tule.ec2.image;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.ModelCopy;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;

/**
 * Block device mappings: which disk is at which device name (EC2 User Guide, "Block device
 * mappings").
 */
public final class DeviceMappings {
    private DeviceMappings() {}

    /**
     * Devices, changed by those that a request names: {@code NoDevice} leaves one out, what is said
     * of one that is there replaces what was said before.
     *
     * @param root which can't be left out
     */
    public static List<BlockDeviceMapping> merged(
            Collection<BlockDeviceMapping> before, List<BlockDeviceMapping> asked, String root) {
        refuseTwice(asked);
        Map<String, BlockDeviceMapping> devices = new LinkedHashMap<>();
        before.forEach(each -> devices.put(each.deviceName(), each));
        for (BlockDeviceMapping each : asked) {
            BlockDeviceMapping had = devices.get(each.deviceName());
            if (each.noDevice() != null) {
                devices.remove(each.deviceName());
            } else if (had == null || had.ebs() == null || each.ebs() == null) {
                devices.put(each.deviceName(), each);
            } else {
                EbsBlockDevice disk = ModelCopy.into(had.ebs().toBuilder(), each.ebs()).build();
                devices.put(each.deviceName(), had.toBuilder().ebs(disk).build());
            }
        }
        if (!devices.containsKey(root)) {
            throw Faults.of("InvalidBlockDeviceMapping", "The root device can't be left out");
        }
        return List.copyOf(devices.values());
    }

    private static void refuseTwice(List<BlockDeviceMapping> asked) {
        Set<String> names = new HashSet<>();
        for (BlockDeviceMapping each : asked) {
            String name = Faults.require(each.deviceName(), "BlockDeviceMapping.DeviceName");
            if (!names.add(name)) {
                throw Faults.of(
                        "InvalidBlockDeviceMapping",
                        "Device name %s is specified twice".formatted(name));
            }
        }
    }
}
