package dev.tule.ec2.metering;

import dev.tule.aws.AccountRegion;
import dev.tule.compute.Machine;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The instances of a place, for the meter. Safe for use by many threads. */
public interface Probe {
    AccountRegion where();

    /** Those that run, with their tags and network interfaces. */
    List<Instance> running();

    /** The machine of an instance, if it runs. */
    Optional<Machine> machine(String instance);
}
