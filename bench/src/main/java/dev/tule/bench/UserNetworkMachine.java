package dev.tule.bench;

import dev.tule.compute.Architecture;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.image.MachineImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A machine as Tule runs it, on QEMU's own user networking ({@code -netdev user}) in the place of
 * Tule's: the peer of throughput. The metadata that it asks for is answered by a script of a line.
 */
final class UserNetworkMachine implements AutoCloseable {
    /** By this address the machine reaches the host's loopback. */
    static final String HOST = "169.254.169.1";

    private final Process process;
    private final Map<Integer, Integer> ports;

    private UserNetworkMachine(Process process, Map<Integer, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    static UserNetworkMachine start(
            Path directory, MachineImage image, String userData, List<Integer> forwarded)
            throws IOException {
        Files.createDirectories(directory);
        Path root = directory.resolve("root.qcow2");
        DiskImages.open().createOn(image.disk(), DiskFormat.QCOW2, root, image.diskBytes());
        Map<Integer, Integer> ports = new TreeMap<>();
        StringBuilder network = new StringBuilder("user,id=net,net=169.254.169.0/24,host=" + HOST);
        network.append(",dns=169.254.169.3,dhcpstart=169.254.169.15");
        network.append(",guestfwd=tcp:169.254.169.254:80-cmd:")
                .append(metadata(directory, userData));
        for (int port : forwarded) {
            ports.put(port, freePort());
            network.append(
                    ",hostfwd=tcp:127.0.0.1:%d-169.254.169.15:%d".formatted(ports.get(port), port));
        }
        boolean intel = Architecture.host() == Architecture.X86_64;
        List<String> command = new ArrayList<>();
        command.add(intel ? "qemu-system-x86_64" : "qemu-system-aarch64");
        command.addAll(List.of("-machine", intel ? "q35" : "virt,gic-version=3"));
        command.addAll(List.of("-cpu", intel ? "qemu64" : "cortex-a72"));
        command.addAll(List.of("-accel", "tcg,tb-size=32", "-smp", "1", "-m", "512M"));
        command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none"));
        command.addAll(List.of("-serial", "file:" + directory.resolve("console")));
        command.addAll(List.of("-device", "virtio-rng-pci", "-device", "virtio-scsi-pci,id=scsi"));
        command.addAll(List.of("-drive", "if=none,id=root,format=qcow2,file=" + root));
        command.addAll(List.of("-device", "scsi-hd,drive=root,bus=scsi.0,scsi-id=0"));
        command.addAll(List.of("-netdev", network.toString()));
        command.addAll(List.of("-device", "virtio-net-pci,netdev=net,romfile="));
        command.addAll(List.of("-kernel", image.boot().kernel().toString()));
        command.addAll(List.of("-initrd", image.boot().initrd().toString()));
        command.addAll(List.of("-append", image.boot().commandLine()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("qemu.log").toFile())
                        .start();
        return new UserNetworkMachine(process, ports);
    }

    /** A program that answers one request: the script as user data, and no to all else. */
    private static Path metadata(Path directory, String userData) throws IOException {
        Path script = Files.writeString(directory.resolve("user-data"), userData);
        Path program =
                Files.createFile(
                        directory.resolve("metadata"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(
                program,
                """
                #!/bin/sh
                read -r method path version
                while read -r field && [ ${#field} -gt 1 ]; do :; done
                case $path in
                */user-data) printf 'HTTP/1.0 200 OK\\r\\n\\r\\n'; cat %s ;;
                */instance-id) printf 'HTTP/1.0 200 OK\\r\\n\\r\\ni-peer' ;;
                *) printf 'HTTP/1.0 404 Not Found\\r\\n\\r\\n' ;;
                esac
                """
                        .formatted(script));
    }

    /** Where the host reaches a port of the machine's. */
    InetSocketAddress port(int port) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Objects.requireNonNull(ports.get(port)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
