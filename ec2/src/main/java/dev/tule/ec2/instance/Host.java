package dev.tule.ec2.instance;

import dev.tule.aws.Secrets;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.volume.DiskFiles;
import java.nio.file.Path;

/**
 * What the instances of all places share of this host.
 *
 * @param sockets a directory of its own with a short path, for the machines' network cards
 * @param secrets seals the keys of disks
 * @param mostInstances of an account in a region that are not terminated, 1 to 10,000
 */
public record Host(
        Drivers drivers,
        ImageLibrary library,
        DiskFiles files,
        Path sockets,
        InstanceProfiles profiles,
        Secrets secrets,
        int mostInstances) {
    public Host {
        if (mostInstances < 1 || mostInstances > 10_000) {
            throw new IllegalArgumentException(
                    "most instances is " + mostInstances + ", must be 1 to 10000");
        }
    }

    /** The same host, with instance profiles. */
    public Host withProfiles(InstanceProfiles changed) {
        return new Host(drivers, library, files, sockets, changed, secrets, mostInstances);
    }

    /** The same host, with machines by something else. */
    public Host withDrivers(Drivers changed) {
        return new Host(changed, library, files, sockets, profiles, secrets, mostInstances);
    }
}
