package dev.tule.compute;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a machine is made of. It is all that a driver needs to start the machine, now and again.
 *
 * @param id unique for ever at its driver
 * @param name for people: shown among the host's processes; at most 64 characters
 * @param vcpus 1 to 256
 * @param memoryMib main memory in MiB, 32 to 1,048,576
 * @param disks in the order in which the machine sees them, the root first; at most 40
 * @param links in the order in which the machine sees its cards; at most 15
 */
public record LaunchSpec(
        MachineId id,
        String name,
        Architecture architecture,
        int vcpus,
        int memoryMib,
        Boot boot,
        List<Disk> disks,
        List<NetworkLink> links) {
    /** As many as a machine of EC2's on Xen was promised to take. */
    public static final int MOST_DISKS = 40;

    /** As many network cards as the largest types of EC2 have. */
    public static final int MOST_LINKS = 15;

    public LaunchSpec {
        disks = List.copyOf(disks);
        links = List.copyOf(links);
        check(name.length() <= 64, "a machine's name has at most 64 characters");
        check(vcpus >= 1 && vcpus <= 256, "vcpus is " + vcpus + ", must be 1 to 256");
        check(
                memoryMib >= 32 && memoryMib <= 1_048_576,
                "memory is " + memoryMib + " MiB, must be 32 to 1048576");
        check(disks.size() <= MOST_DISKS, "a machine has at most " + MOST_DISKS + " disks");
        check(links.size() <= MOST_LINKS, "a machine has at most " + MOST_LINKS + " links");
        Set<Object> seen = new HashSet<>();
        for (Disk disk : disks) {
            check(seen.add(disk.id()), "two disks are called " + disk.id());
            check(seen.add(disk.file()), "two disks are the file " + disk.file());
        }
        for (NetworkLink link : links) {
            check(seen.add(link.socket()), "two links are the socket " + link.socket());
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** A machine of this host's architecture. */
    public static LaunchSpec of(
            String id,
            int vcpus,
            int memoryMib,
            Boot boot,
            List<Disk> disks,
            List<NetworkLink> links) {
        return new LaunchSpec(
                new MachineId(id), id, Architecture.host(), vcpus, memoryMib, boot, disks, links);
    }

    public LaunchSpec withDisks(List<Disk> changed) {
        return new LaunchSpec(id, name, architecture, vcpus, memoryMib, boot, changed, links);
    }

    /** The same machine with other processors and memory: what a change of type means. */
    public LaunchSpec withSize(int changedVcpus, int changedMemoryMib) {
        return new LaunchSpec(
                id, name, architecture, changedVcpus, changedMemoryMib, boot, disks, links);
    }

    public LaunchSpec withLinks(List<NetworkLink> changed) {
        return new LaunchSpec(id, name, architecture, vcpus, memoryMib, boot, disks, changed);
    }
}
