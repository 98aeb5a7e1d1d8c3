package dev.tule.compute.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the host shows of its kernel's virtual machines (KVM) without any being run. It can tell
 * that they don't work, not that they do: {@link AcceleratorProbe} finds that out.
 *
 * @param device whether there is {@code /dev/kvm}
 * @param open whether this user may use it
 * @param processor whether the processor can, or isn't known to be one that must say so
 * @param onlyPrepared whether the kernel runs only guests that are made for it (pagetable-VM)
 */
public record KvmSigns(boolean device, boolean open, boolean processor, boolean onlyPrepared) {
    private static final Pattern VIRTUALISATION = Pattern.compile("\nflags[^\n]* (vmx|svm)[ \n]");

    public static KvmSigns ofThisHost() {
        return in(Path.of("/"));
    }

    static KvmSigns in(Path root) {
        Path device = root.resolve("dev/kvm");
        return new KvmSigns(
                Files.exists(device),
                Files.isReadable(device) && Files.isWritable(device),
                processorCan(root.resolve("proc/cpuinfo")),
                Files.exists(root.resolve("sys/module/kvm_pvm")));
    }

    /** Processors of x86 have a flag for it; others don't say. */
    private static boolean processorCan(Path cpuinfo) {
        try {
            String info = Files.readString(cpuinfo);
            return !info.contains("\nflags") || VIRTUALISATION.matcher(info).find();
        } catch (IOException e) {
            return true;
        }
    }

    /** Why KVM can't work here, if that can be seen. */
    public Optional<String> against() {
        if (!device) {
            return Optional.of("there is no /dev/kvm");
        }
        if (!open) {
            return Optional.of("/dev/kvm is not open to this user (adduser $USER kvm)");
        }
        if (onlyPrepared) {
            return Optional.of("the host's KVM runs only kernels made for it (kvm_pvm)");
        }
        return processor
                ? Optional.empty()
                : Optional.of("the processor shows neither vmx nor svm");
    }
}
