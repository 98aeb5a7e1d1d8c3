/**
 * Machines on this host. {@link dev.tule.compute.InstanceDriver} is the one way to them: it
 * launches a {@link dev.tule.compute.LaunchSpec}, hands out {@link dev.tule.compute.Machine}s,
 * takes up again those that outlived this process, and tells of those that end by themselves. It
 * knows nothing of AWS, nor of the network that a machine's links lead to.
 *
 * <p>A machine is a process (or a container) that doesn't end with this one. What is needed to find
 * it again lies beside its disks, in a directory of its own, because it is true only as long as
 * those files are: it goes with them when they are moved or removed.
 *
 * <p>Calls block, and are meant for virtual threads. A machine's calls are done one after the
 * other.
 */
@NullMarked
package dev.tule.compute;

import org.jspecify.annotations.NullMarked;
