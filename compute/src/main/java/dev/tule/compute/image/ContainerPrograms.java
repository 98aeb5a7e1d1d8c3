package dev.tule.compute.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Tule runs in every container, mounted at {@code /tule}: a busybox that needs nothing, and a
 * Perl with its own libraries and their loader, since a container may have others or none.
 */
final class ContainerPrograms {
    private ContainerPrograms() {}

    static void fill(Path place, DebianPackages packages, Path busybox, Path perl)
            throws IOException, ImageException {
        // Where others are mounted; this directory is read-only then.
        for (String name : List.of("scripts", "cards", "lib", "perl5")) {
            Files.createDirectories(place.resolve(name));
        }
        copy(busybox, place.resolve("busybox"));
        copy(perl, place.resolve("perl"));
        ElfFile elf = ElfFile.parse(Files.readAllBytes(perl));
        String linker =
                elf.interpreter().orElseThrow(() -> new ImageException("perl is static", null));
        copy(
                TinyImage.require(TinyImage.findLinker(packages, linker.substring(1)), linker),
                place.resolve("lib/ld.so"));
        copyLibraries(packages, elf, place.resolve("lib"));
        copyTree(modules(packages), place.resolve("perl5"));
    }

    private static void copyLibraries(DebianPackages packages, ElfFile first, Path place)
            throws IOException, ImageException {
        Deque<ElfFile> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            for (String library : open.remove().needed()) {
                Path copy = place.resolve(library);
                if (!Files.exists(copy)) {
                    copy(
                            TinyImage.require(TinyImage.findLibrary(packages, library), library),
                            copy);
                    open.add(ElfFile.parse(Files.readAllBytes(copy)));
                }
            }
        }
    }

    /** The modules that Debian's perl-base brings. */
    private static Path modules(DebianPackages packages) throws IOException, ImageException {
        for (Path directory : packages.list("usr/lib")) {
            Path modules = directory.resolve("perl-base");
            if (Files.isDirectory(modules)) {
                return modules;
            }
        }
        throw new ImageException("containers need the modules of perl-base", null);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.sorted().toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    copy(file, copy);
                }
            }
        }
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
