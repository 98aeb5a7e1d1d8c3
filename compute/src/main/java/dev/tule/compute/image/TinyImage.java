package dev.tule.compute.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What stands on the tiny image's disk: busybox, dropbear, and an agent of ours. */
final class TinyImage {
    private static final List<String> LIBRARY_PLACES =
            List.of("lib", "usr/lib", "lib64", "usr/lib64", "usr/local/lib");

    private TinyImage() {}

    static RootDirectory fill(Path place, DebianPackages packages, Path busybox)
            throws IOException, ImageException {
        RootDirectory root = new RootDirectory(place);
        for (String name :
                List.of(
                        "bin",
                        "sbin",
                        "dev",
                        "proc",
                        "sys",
                        "run",
                        "mnt",
                        "etc/dropbear",
                        "etc/acpi/PWRF",
                        "usr/bin",
                        "usr/sbin",
                        "var/lib/tule",
                        "var/log")) {
            root.directory(name, 0755);
        }
        root.directory("tmp", 0777).directory("root", 0700).directory("root/.ssh", 0700);
        root.directory("home", 0755).directory("home/ec2-user", 0700, 1000);
        root.directory("home/ec2-user/.ssh", 0700, 1000);
        addBusybox(root, busybox);
        for (String program : List.of("sbin/dropbear", "bin/dropbearkey")) {
            addProgram(root, packages, program);
        }
        // busybox has nothing to make a file system with.
        for (String program : List.of("sbin/mke2fs", "sbin/resize2fs")) {
            addProgram(root, packages, program);
        }
        for (String kind : List.of("ext2", "ext3", "ext4")) {
            root.link("usr/sbin/mkfs." + kind, "mke2fs");
        }
        root.file("sbin/tule-agent", 0755, ImageResource.read("agent"));
        root.file("etc/udhcpc", 0755, ImageResource.read("udhcpc"));
        root.file("etc/inittab", 0644, ImageResource.read("inittab"));
        root.text("etc/acpi/PWRF/00000080", 0755, "#!/bin/sh\nexec poweroff\n");
        root.text(
                "etc/passwd",
                0644,
                """
                root:x:0:0:root:/root:/bin/sh
                ec2-user:x:1000:1000::/home/ec2-user:/bin/sh
                """);
        root.text("etc/group", 0644, "root:x:0:\nec2-user:x:1000:\n");
        // No password fits; keys do.
        root.text("etc/shadow", 0600, "root:*:19000:0:99999:7:::\nec2-user:*:19000:0:99999:7:::\n");
        root.text("etc/shells", 0644, "/bin/sh\n");
        root.text("etc/hosts", 0644, "127.0.0.1 localhost\n");
        root.text("etc/os-release", 0644, "ID=tule-tiny\nPRETTY_NAME=\"Tule tiny\"\n");
        return root;
    }

    private static void addBusybox(RootDirectory root, Path busybox) throws IOException {
        root.file("bin/busybox", 0755, Files.readAllBytes(busybox));
        // A busybox of another architecture can't be asked; Debian's have the same applets.
        String applets = new String(ImageResource.read("applets"), StandardCharsets.UTF_8);
        for (String applet : applets.lines().toList()) {
            root.link("bin/" + applet, "/bin/busybox");
        }
        for (String applet : List.of("init", "reboot", "poweroff", "halt", "acpid")) {
            root.link("sbin/" + applet, "/bin/busybox");
        }
    }

    /** Adds a program with the libraries that it is linked to. */
    private static void addProgram(RootDirectory root, DebianPackages packages, String program)
            throws IOException, ImageException {
        Deque<Path> open = new ArrayDeque<>();
        Set<String> added = new HashSet<>();
        Path file = require(findProgram(packages, program), program);
        root.file("usr/" + program, 0755, Files.readAllBytes(file));
        open.add(file);
        while (!open.isEmpty()) {
            ElfFile elf = ElfFile.parse(Files.readAllBytes(open.remove()));
            if (elf.interpreter().isPresent()) {
                String linker = elf.interpreter().get().substring(1);
                addLibrary(root, linker, require(findLinker(packages, linker), linker));
            }
            for (String library : elf.needed()) {
                if (added.add(library)) {
                    Path found = require(findLibrary(packages, library), library);
                    addLibrary(root, "lib/" + library, found);
                    open.add(found);
                }
            }
        }
    }

    /** Where Debian has it today, or had it before {@code /usr} was merged. */
    static Optional<Path> findProgram(DebianPackages packages, String program) {
        Optional<Path> today = packages.find("usr/" + program);
        return today.isPresent() ? today : packages.find(program);
    }

    private static void addLibrary(RootDirectory root, String name, Path file) throws IOException {
        if (!Files.exists(root.path().resolve(name))) {
            String parent = name.substring(0, name.lastIndexOf('/'));
            if (!Files.exists(root.path().resolve(parent))) {
                root.directory(parent, 0755);
            }
            root.file(name, 0755, Files.readAllBytes(file));
        }
    }

    static Optional<Path> findLinker(DebianPackages packages, String linker) throws IOException {
        Optional<Path> there = packages.find(linker);
        return there.isPresent()
                ? there
                : findLibrary(packages, linker.substring(linker.lastIndexOf('/') + 1));
    }

    static Optional<Path> findLibrary(DebianPackages packages, String name) throws IOException {
        for (String place : LIBRARY_PLACES) {
            Optional<Path> direct = packages.find(place + "/" + name);
            if (direct.isPresent()) {
                return direct;
            }
            for (Path inside : packages.list(place)) {
                String directory = inside.getFileName().toString();
                if (directory.endsWith("-linux-gnu")) {
                    Path file = inside.resolve(name);
                    if (Files.isReadable(file)) {
                        return Optional.of(file);
                    }
                }
            }
        }
        return Optional.empty();
    }

    static Path require(Optional<Path> file, String name) throws ImageException {
        return file.orElseThrow(() -> new ImageException("the image needs " + name, null));
    }
}
