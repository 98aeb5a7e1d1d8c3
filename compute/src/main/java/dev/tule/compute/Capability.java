package dev.tule.compute;

/** What not every driver can. */
public enum Capability {
    /** Machines have processors and a kernel of their own: nothing gets out of them. */
    ISOLATION,
    /** {@link NetworkLink}s: frames come out of a socket. */
    LINKS,
    /** {@link Disk}s. */
    DISKS,
    /** Disks come, go, grow and are copied while the machine runs. */
    LIVE_DISKS,
    /** {@link Boot.Kernel}. */
    KERNEL_BOOT,
    /** {@link Boot.Firmware}. */
    FIRMWARE_BOOT,
    /** {@link Boot.Archive}. */
    ARCHIVE_BOOT,
    /** {@link Boot.HostSystem}. */
    HOST_SYSTEM_BOOT,
    /** A machine runs on when this process ends, and is found again. */
    ADOPTION
}
