/**
 * Machines as QEMU processes, for an ordinary user: one process a machine, in a session of its own
 * so that it outlives this one. {@link dev.tule.compute.qemu.QemuDriver} is the entry.
 *
 * <p>A machine's directory holds {@code machine.json} (what it is made of, and its process), the
 * console's output and the process's number. It has a PCI bus with a source of randomness, a SCSI
 * controller that its disks are plugged into, and its network cards; the same for every machine, so
 * that one machine that has booted can be the {@link dev.tule.compute.qemu.Template} of others.
 *
 * <p>Threads: each running machine has one that reads its control connection and one that tells its
 * events; templates are made by a thread of their own. A machine's calls hold its turn, a lock that
 * nothing but those calls takes, while they talk to QEMU.
 */
@NullMarked
package dev.tule.compute.qemu;

import org.jspecify.annotations.NullMarked;
