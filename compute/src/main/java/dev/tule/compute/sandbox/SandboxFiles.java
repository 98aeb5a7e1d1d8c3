package dev.tule.compute.sandbox;

import dev.tule.compute.host.Cable;
import dev.tule.compute.host.ConsoleFile;
import dev.tule.compute.host.DirectoryTree;
import dev.tule.compute.image.ImageResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What one sandbox has of its own: the scripts that make it, its programs in {@code tule}, and in
 * {@code files} what it may write to.
 */
record SandboxFiles(Path directory) {
    /** Programs of busybox's that the agent, and whoever logs in, finds before the host's. */
    private static final List<String> APPLETS =
            List.of(
                    "reboot",
                    "poweroff",
                    "halt",
                    "udhcpc",
                    "nc",
                    "wget",
                    "ip",
                    "hostname",
                    "mount",
                    "sleep");

    Path description() {
        return directory.resolve("machine.json");
    }

    Path leader() {
        return directory.resolve("leader");
    }

    ConsoleFile console() {
        return new ConsoleFile(directory.resolve("console.log"));
    }

    /** What the scripts themselves have to say, which is nothing as long as they work. */
    Path errors() {
        return directory.resolve("errors.log");
    }

    /** How the system ended, once it has. */
    Path ended() {
        return directory.resolve("ended");
    }

    /** A line for each reboot from within. */
    Path reboots() {
        return directory.resolve("reboots");
    }

    /** There while the system's end means that it begins again. */
    Path reset() {
        return directory.resolve("reset");
    }

    /** Puts down what a new sandbox begins with. */
    void make(Path busybox) throws IOException {
        for (String script : List.of("leader", "network", "system")) {
            executable(directory.resolve(script), own(script));
        }
        executable(directory.resolve("cable"), Cable.script());
        Path tule = Files.createDirectories(directory.resolve("tule"));
        executable(tule.resolve("busybox"), Files.readAllBytes(busybox));
        executable(tule.resolve("init"), own("init"));
        executable(tule.resolve("agent"), ImageResource.read("agent"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(tule.resolve(applet), Path.of("busybox"));
        }
        Path files = directory.resolve("files");
        for (String place :
                List.of(
                        "etc/ssl",
                        "etc/alternatives",
                        "etc/dropbear",
                        "home/ec2-user/.ssh",
                        "root/.ssh",
                        "var/lib/tule",
                        "var/log",
                        "srv",
                        "opt")) {
            Files.createDirectories(files.resolve(place));
        }
        for (String home : List.of("root", "home/ec2-user")) {
            // Bash reads it for commands by SSH too.
            Files.writeString(files.resolve(home + "/.bashrc"), "PATH=/tule:$PATH\n");
            for (String closed : List.of(home, home + "/.ssh")) {
                Files.setPosixFilePermissions(
                        files.resolve(closed), PosixFilePermissions.fromString("rwx------"));
            }
        }
        fillEtc(files.resolve("etc"));
    }

    private static void fillEtc(Path etc) throws IOException {
        executable(etc.resolve("udhcpc"), ImageResource.read("udhcpc"));
        Files.writeString(
                etc.resolve("passwd"),
                """
                root:x:0:0:root:/root:/bin/bash
                ec2-user:x:1000:1000::/home/ec2-user:/bin/bash
                """);
        Files.writeString(etc.resolve("group"), "root:x:0:\nec2-user:x:1000:\n");
        // No password fits; keys do.
        Files.writeString(
                etc.resolve("shadow"),
                "root:*:19000:0:99999:7:::\nec2-user:*:19000:0:99999:7:::\n");
        Files.setPosixFilePermissions(
                etc.resolve("shadow"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(etc.resolve("shells"), "/bin/sh\n/bin/bash\n");
        Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost\n");
        Files.createFile(etc.resolve("ld.so.cache"));
    }

    private static byte[] own(String name) throws IOException {
        try (InputStream in = SandboxFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return in.readAllBytes();
        }
    }

    private static void executable(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the scripts said, for a message. */
    String said() {
        try {
            String said = Files.readString(errors(), StandardCharsets.UTF_8).strip();
            return said.length() <= 600 ? said : said.substring(said.length() - 600);
        } catch (IOException e) {
            return "no word of why";
        }
    }

    /** Removes all that there is. */
    void remove() {
        DirectoryTree.remove(directory);
    }
}
