package dev.tule.ec2.instance;

import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.InstanceDriver;

/** What runs machines on this host. Safe for use by many threads. */
@FunctionalInterface
public interface Drivers {

    /**
     * The driver, opened when it is first asked for.
     *
     * @throws DriverUnavailableException when this host can't run machines; the message says what
     *     to install
     */
    InstanceDriver get();
}
