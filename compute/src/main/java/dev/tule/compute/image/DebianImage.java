package dev.tule.compute.image;

import dev.tule.compute.Architecture;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What stands on Debian's image: Debian 12 with cloud-init, installed by <a
 * href="https://manpages.debian.org/bookworm/mmdebstrap/mmdebstrap.1.en.html">mmdebstrap</a> in a
 * user namespace, so that whoever runs it needs no privilege and mounts nothing.
 */
final class DebianImage {
    /** What has to be on the host for it. */
    static final String INSTALL_LINE =
            "apt-get install --no-install-recommends mmdebstrap uidmap e2fsprogs qemu-utils";

    private static final String RELEASE = "bookworm";
    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final Duration COPY = Duration.ofMinutes(5);

    private static final List<String> PACKAGES =
            List.of(
                    "systemd-sysv",
                    "systemd-resolved",
                    "udev",
                    "dbus",
                    "cloud-init",
                    "openssh-server",
                    "sudo",
                    "iproute2",
                    "iputils-ping",
                    "netbase",
                    "curl",
                    "ca-certificates",
                    "procps",
                    "kmod",
                    "less",
                    "vim-tiny",
                    "e2fsprogs");

    /** What a machine that others pay attention to has no use for, at the price of its rest. */
    private static final String SERVICES =
            "systemctl -q enable systemd-networkd systemd-resolved"
                    + " && systemctl -q disable apt-daily.timer apt-daily-upgrade.timer"
                    + " e2scrub_all.timer e2scrub_reap.service getty@tty1.service";

    private DebianImage() {}

    /** What of it is decided here: changes when another image would be made. */
    static String recipe() {
        return RELEASE + PACKAGES + SERVICES;
    }

    /**
     * Installs the packages, and puts down what makes a machine of this cloud of them.
     *
     * @param making a directory that is there; the root directory is made in it
     */
    static RootDirectory fill(
            Path making, Architecture architecture, KernelFiles kernel, Consumer<String> progress)
            throws IOException, ImageException {
        Path archive = making.resolve("root.tar");
        install(archive, architecture, progress);
        progress.accept("unpacking");
        RootDirectory root = RootDirectory.unpack(archive, making.resolve("root"));
        Files.delete(archive);
        configure(root);
        Path modules = Files.createDirectories(root.path().resolve("usr/lib/modules"));
        HostCommand.run(
                List.of(
                        "cp",
                        "--recursive",
                        "--no-dereference",
                        "--preserve=mode,timestamps",
                        kernel.modules().toString(),
                        modules.resolve(kernel.version()).toString()),
                COPY);
        return root;
    }

    private static void install(Path archive, Architecture architecture, Consumer<String> progress)
            throws IOException, ImageException {
        if (HostCommand.find("mmdebstrap").isEmpty()) {
            throw new ImageException("mmdebstrap is not installed", null);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mmdebstrap",
                                "--mode=unshare",
                                "--variant=minbase",
                                "--architectures=" + architecture.debianName(),
                                "--include=" + String.join(",", PACKAGES),
                                "--aptopt=Acquire::Languages \"none\"",
                                "--customize-hook=chroot \"$1\" sh -c '" + SERVICES + "'"));
        for (String left : List.of("man", "doc", "info", "locale")) {
            command.add("--dpkgopt=path-exclude=/usr/share/" + left + "/*");
        }
        command.add("--dpkgopt=path-include=/usr/share/doc/*/copyright");
        command.addAll(List.of(RELEASE, archive.toString()));
        HostCommand.run(
                command,
                LONGEST,
                line -> {
                    if (line.startsWith("I: ") && !line.contains("/tmp")) {
                        progress.accept(line.substring("I: ".length()));
                    }
                });
    }

    /**
     * Takes out what each machine must have of its own, and says how this cloud's machines live.
     */
    static void configure(RootDirectory root) throws IOException {
        for (String kind : List.of("rsa", "ecdsa", "ed25519")) {
            root.without("etc/ssh/ssh_host_" + kind + "_key");
            root.without("etc/ssh/ssh_host_" + kind + "_key.pub");
        }
        // Empty: made when the machine first boots, without being asked for anything else.
        root.text("etc/machine-id", 0444, "");
        root.link("var/lib/dbus/machine-id", "/etc/machine-id");
        root.text("etc/hostname", 0644, "debian\n");
        root.text("etc/hosts", 0644, "127.0.0.1 localhost\n");
        root.text("etc/fstab", 0644, "LABEL=root / ext4 errors=remount-ro 0 1\n");
        root.link("etc/resolv.conf", "/run/systemd/resolve/stub-resolv.conf");
        root.text(
                "etc/systemd/network/80-cards.network",
                0644,
                """
                [Match]
                Type=ether

                [Network]
                DHCP=ipv4
                LinkLocalAddressing=no
                IPv6AcceptRA=no
                """);
        root.text("etc/sysctl.d/60-ping.conf", 0644, "net.ipv4.ping_group_range = 0 2147483647\n");
        root.file("etc/cloud/cloud.cfg.d/90_tule.cfg", 0644, ImageResource.read("cloud.cfg"));
        root.text("etc/cloud/ds-identify.cfg", 0644, "policy: enabled\n");
    }
}
