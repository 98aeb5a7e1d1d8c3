package dev.tule.ec2.instance;

import dev.tule.compute.Boot;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineId;
import dev.tule.compute.NetworkLink;
import dev.tule.ec2.image.BuiltIn;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.type.TypeCatalogue;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Works out what the machine of an instance is made of, from its rows. */
final class MachineBuilder {
    private final Place place;
    private final Host host;
    private final InstanceNetwork network;
    private final InstanceDisks disks;

    MachineBuilder(Place place, Host host, InstanceNetwork network, InstanceDisks disks) {
        this.place = place;
        this.host = host;
        this.network = network;
        this.disks = disks;
    }

    /**
     * Also makes the disks' files that aren't there, and notes where the machine's cards will be.
     */
    LaunchSpec build(Instance instance) {
        String id = instance.instanceId();
        Capabilities driver = host.drivers().get().capabilities();
        ImageLibrary.Base base = base(instance, driver);
        List<NetworkLink> links =
                place.transact(
                        rows ->
                                network.plug(
                                        rows, id, card -> host.sockets().resolve(card + ".sock")));
        TypeCatalogue.MachineType type = TypeCatalogue.get(instance.instanceTypeAsString());
        return new LaunchSpec(
                new MachineId(id),
                id,
                type.architecture(),
                type.vcpus(),
                type.memoryMib(),
                base.boot(),
                driver.can(Capability.DISKS) ? disks.disks(instance, base) : List.of(),
                links);
    }

    /** A disk from outside has a boot loader of its own. */
    private ImageLibrary.Base base(Instance instance, Capabilities driver) {
        String origin =
                place.read(rows -> InstanceRows.ORIGINS.get(rows, instance.instanceId())).value();
        if (origin.isEmpty()) {
            return new ImageLibrary.Base(new Boot.Firmware(), Optional.empty());
        }
        BuiltIn image = BuiltIn.named(origin);
        if (driver.can(Capability.KERNEL_BOOT)) {
            return host.library().prepare(image);
        }
        return new ImageLibrary.Base(
                driver.can(Capability.ARCHIVE_BOOT)
                        ? host.library().archive(image)
                        : new Boot.HostSystem(),
                Optional.empty());
    }
}
