package dev.tule.compute.image;

import dev.tule.compute.host.HostCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The initial file system that every image boots with: the drivers for a machine's devices, the
 * gate where templates are frozen, and the way to the root on the first disk.
 */
final class BootArchive {
    private static final List<String> MODULES =
            List.of(
                    "virtio_rng",
                    "virtio_net",
                    "virtio_scsi",
                    "sd_mod",
                    "evdev",
                    "button",
                    "virtio_pci");

    private BootArchive() {}

    /** What of it is decided here: changes when another archive would be made of the same files. */
    static String recipe() {
        return MODULES.toString();
    }

    static byte[] make(KernelFiles kernel, Path busybox) throws IOException, ImageException {
        List<Path> modules = kernel.inOrder(MODULES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 << 20);
        try (CpioWriter archive = new CpioWriter(new GZIPOutputStream(bytes))) {
            for (String directory : List.of("bin", "dev", "proc", "sys", "root", "modules")) {
                archive.directory(directory, 0755);
            }
            archive.file("bin/busybox", 0755, Files.readAllBytes(busybox));
            archive.file("init", 0755, ImageResource.read("boot-init"));
            for (Path module : modules) {
                archive.file("modules/" + fileName(module), 0644, content(module));
            }
            archive.file("modules/order", 0644, names(modules));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return bytes.toByteArray();
    }

    private static byte[] names(List<Path> modules) {
        StringBuilder names = new StringBuilder();
        modules.forEach(module -> names.append(KernelFiles.nameOf(module.toString())).append('\n'));
        return names.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String fileName(Path module) {
        return KernelFiles.nameOf(module.toString()) + ".ko";
    }

    /** Newer Debian kernels have their modules compressed. */
    private static byte[] content(Path module) throws IOException {
        if (!module.toString().endsWith(".xz")) {
            return Files.readAllBytes(module);
        }
        Path copy = Files.createTempFile("module", ".xz");
        Path plain = Path.of(copy.toString().replaceFirst("\\.xz$", ""));
        try {
            Files.write(copy, Files.readAllBytes(module));
            HostCommand.run(List.of("xz", "-d", copy.toString()), Duration.ofSeconds(30));
            return Files.readAllBytes(plain);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(plain);
        }
    }
}
