package dev.tule.compute;

import java.nio.file.Path;
import java.util.List;

/** What a machine runs first. A driver's {@link Capabilities} say which kinds it can. */
public sealed interface Boot {
    /**
     * A Linux kernel that is handed over from outside. It finds the machine's first disk as the
     * root, when the initial file system says so.
     *
     * @param commandLine the kernel's parameters, beyond those that the driver needs for itself
     */
    record Kernel(Path kernel, Path initrd, String commandLine) implements Boot {
        /**
         * A parameter that says that the system on the disk has Tule's agent, which waits where a
         * template is to be made.
         */
        public static final String AGENT = "tule.agent";

        public Kernel {
            kernel = kernel.toAbsolutePath();
            initrd = initrd.toAbsolutePath();
        }
    }

    /** The machine's firmware, which looks for a boot loader on the first disk. */
    record Firmware() implements Boot {}

    /**
     * A container's: a file system out of an archive, and what to run in it.
     *
     * @param archive a tar of the root directory, which never changes
     * @param command what is run when the machine has its cards, with its arguments: an absolute
     *     path in the archive. Its end is not the machine's
     */
    record Archive(Path archive, List<String> command) implements Boot {
        public Archive {
            archive = archive.toAbsolutePath();
            command = List.copyOf(command);
        }
    }

    /** The host's own system, of which the machine may read the programs. */
    record HostSystem() implements Boot {}
}
