package dev.tule.ec2.volume;

import dev.tule.compute.Machine;
import java.util.Optional;

/** Finds the machine that has a volume's disk, because it must be asked about it then. */
public interface RunningDisks {

    /** The machine of an instance, if it runs. */
    Optional<Machine> of(String instanceId);

    /**
     * The fault that the machines here have no disks, where they have none: what an instance has of
     * volumes are rows alone then.
     */
    void require();
}
