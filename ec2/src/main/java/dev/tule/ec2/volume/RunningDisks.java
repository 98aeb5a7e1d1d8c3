package dev.tule.ec2.volume;

import dev.tule.compute.Machine;
import java.util.Optional;

/** Finds the machine that has a volume's disk, because it must be asked about it then. */
@FunctionalInterface
public interface RunningDisks {

    /** The machine of an instance, if it runs. */
    Optional<Machine> of(String instanceId);
}
