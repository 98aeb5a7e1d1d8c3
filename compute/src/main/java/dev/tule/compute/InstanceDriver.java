package dev.tule.compute;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs machines. It may be used from any thread.
 *
 * <p>Machines don't end with the driver: closing it lets go of them, and a driver opened later on
 * the same directory takes them up with {@link #adopt()}, where {@link Capability#ADOPTION} says
 * so.
 */
public interface InstanceDriver extends AutoCloseable {
    /** A word for people and configuration: {@code qemu}, {@code docker}, {@code sandbox}. */
    String name();

    Capabilities capabilities();

    /** What machines may take of this host, and what they have taken. */
    Occupancy occupancy();

    /**
     * Starts a new machine, and returns when its process runs; the system in it boots then.
     *
     * @throws InsufficientCapacityException when the host has no room for it
     * @throws UnsupportedByDriverException when the driver can't run what is asked for
     * @throws MachineStateException when there is or was a machine of this id
     * @throws DriverFailureException when what runs machines fails
     */
    Machine launch(LaunchSpec spec);

    /**
     * Does what can be done ahead for machines like this one, so that they start sooner, and
     * returns when it is done. Nothing depends on it. The id, the disks and the links' addresses
     * don't matter.
     */
    default void prepare(LaunchSpec like) {}

    /**
     * Finds the machines of earlier processes, and takes them up: those that run, run on; those
     * that don't are stopped. Call it once, before anything else, with the listeners subscribed.
     */
    List<Machine> adopt();

    /** Those that are not terminated. */
    List<Machine> machines();

    Optional<Machine> find(MachineId id);

    /**
     * Has events told from now on, one after the other for each machine, on threads of the
     * driver's. A listener may call the driver, and should be quick. Closing the subscription ends
     * it.
     */
    Subscription subscribe(Consumer<MachineEvent> listener);

    /** Stops all machines at once, each as {@link Machine#stop} does. What fails is logged. */
    default void stopAll(Duration grace) {
        List<Thread> stopping = new ArrayList<>();
        for (Machine machine : machines()) {
            stopping.add(Thread.ofVirtual().start(() -> stop(machine, grace)));
        }
        for (Thread thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void stop(Machine machine, Duration grace) {
        try {
            if (machine.state() == MachineState.RUNNING) {
                machine.stop(grace);
            }
        } catch (MachineStateException e) {
            // It stopped by itself meanwhile.
        } catch (DriverFailureException e) {
            System.getLogger(InstanceDriver.class.getName())
                    .log(Level.ERROR, machine.id() + " could not be stopped", e);
        }
    }

    /** Lets go of the machines; they run on. */
    @Override
    void close();

    /** What ends by closing it. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
