package dev.tule.compute;

import java.time.Duration;

/**
 * A machine of an {@link InstanceDriver}. It may be used from any thread; its calls wait for one
 * another.
 *
 * <p>Every call throws {@link MachineStateException} when the machine's state doesn't allow it,
 * {@link UnsupportedByDriverException} when its driver can't, and {@link DriverFailureException}
 * when what runs the machine fails.
 */
public interface Machine {
    MachineId id();

    /** What it is made of now, attached disks included. */
    LaunchSpec spec();

    MachineState state();

    /** The process on this host that is the machine: 0 when there is none, or not on this host. */
    long processId();

    /**
     * Starts a stopped machine again, on the same disks.
     *
     * @throws InsufficientCapacityException when the host has no room for it now
     */
    void start();

    /** The same as {@link #start()}, with what the machine is made of changed before. */
    void start(LaunchSpec changed);

    /**
     * Presses the power button and waits for the system to shut down. After the grace the process
     * is ended whatever it does. Returns when it no longer runs.
     *
     * @param grace how long the system has; zero means that it isn't asked, and that whoever waits
     *     for it in another call waits no longer
     */
    void stop(Duration grace);

    /** Resets the machine, as a reset button does. Its process, links and disks stay. */
    void reboot();

    /**
     * Ends the machine for ever and removes what the driver kept for it. The disks' files are left
     * to their owner. Does nothing on a terminated machine.
     */
    void terminate();

    /** The last of what the machine wrote to its console, at most so many bytes. */
    byte[] console(int mostBytes);

    /** What it has used since it was last started. */
    MachineMetrics metrics();

    /** Whether what runs the machine answers, and the machine in it is running. */
    boolean healthy();

    /** Adds a disk: at once when the machine runs, else when it is next started. */
    void attach(Disk disk);

    /**
     * Takes a disk away, and waits until the system has let go of it.
     *
     * @param grace how long the system has; then the call fails and the disk stays
     */
    void detach(DiskId disk, Duration grace);

    /** Makes a disk larger; the machine sees it at once. In bytes, a multiple of 512. */
    void resize(DiskId disk, long sizeBytes);

    /**
     * Copies a disk as it is at this moment into a qcow2 file that stands alone, while the machine
     * runs on. What the system has not written to the disk yet is not in it, as after a power cut.
     * Works on a stopped machine too.
     *
     * @param to as large as the disk, and empty; removed when the copy fails
     * @return the copy under way; the moment that it shows has passed when this returns
     */
    DiskCopy copy(DiskId disk, DiskFile to);
}
