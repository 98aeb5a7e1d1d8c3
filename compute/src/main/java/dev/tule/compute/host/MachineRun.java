package dev.tule.compute.host;

import java.io.IOException;
import java.time.Duration;

/**
 * What there is of a machine on this host from one start to the end that follows. May be used from
 * any thread.
 */
public interface MachineRun {
    /** The process that all of it ends with. */
    HostProcess process();

    /** Asks the system in it to shut down, as a power button does, and returns at once. */
    void pressPowerButton() throws IOException;

    /** Waits for its end; false when it hasn't ended in this time. */
    boolean awaitEnd(Duration atMost);

    /** Ends it without asking. Does nothing when it has ended. */
    void kill();

    /** Leaves it to whoever comes next. */
    default void letGo() {}
}
