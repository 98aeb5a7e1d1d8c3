package dev.tule.compute.image;

import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A root file system that is put together in a directory, and whose files shall belong to others
 * than who makes it: who, is noted, and set in the file system that is made of it.
 */
final class RootDirectory {
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration COPY = Duration.ofMinutes(10);

    private final Path root;
    private final List<String> owners = new ArrayList<>();
    private final Map<String, Integer> owned = new TreeMap<>();

    /** Whether files that nobody has noted an owner of belong to root. */
    private final boolean unpacked;

    RootDirectory(Path root) throws IOException {
        this(root, false);
    }

    private RootDirectory(Path root, boolean unpacked) throws IOException {
        this.root = Files.createDirectories(root);
        this.unpacked = unpacked;
    }

    /**
     * Unpacks an archive by tar(1), without its devices: a machine's kernel makes its own.
     *
     * @param archive a tar with numbers for owners, as mmdebstrap makes them
     */
    static RootDirectory unpack(Path archive, Path place) throws IOException {
        RootDirectory root = new RootDirectory(place, true);
        HostCommand.run(
                List.of(
                        "tar",
                        "--extract",
                        "--preserve-permissions",
                        "--no-same-owner",
                        "--exclude=./dev/*",
                        "--file=" + archive,
                        "--directory=" + place),
                COPY);
        HostCommand.run(
                List.of("tar", "--list", "--verbose", "--numeric-owner", "--file=" + archive),
                COPY,
                root::ownAsListed);
        return root;
    }

    /**
     * Notes who owns a file, from a line as {@code -rw-r----- 0/42 467 2026-11-23 05:45 ./name}.
     */
    private void ownAsListed(String line) {
        String[] words = line.split(" +", 6);
        if (words.length < 6 || words[1].equals("0/0") || words[5].startsWith("./dev/")) {
            return;
        }
        String[] owner = words[1].split("/", 2);
        String name = words[5].replaceFirst("^\\./", "").replaceFirst("( -> .*|/)$", "");
        own(name, Integer.parseInt(owner[0]), Integer.parseInt(owner[1]));
    }

    Path path() {
        return root;
    }

    RootDirectory directory(String name, int mode) throws IOException {
        return directory(name, mode, 0);
    }

    RootDirectory directory(String name, int mode, int owner) throws IOException {
        Path path = root.resolve(name);
        Path parent = path.getParent();
        if (parent != null && !Files.exists(parent)) {
            directory(root.relativize(parent).toString(), 0755, owner);
        }
        if (!Files.exists(path)) {
            Files.createDirectory(path);
        }
        permit(name, mode, owner);
        return this;
    }

    RootDirectory file(String name, int mode, byte[] content) throws IOException {
        Files.deleteIfExists(root.resolve(name));
        Files.write(root.resolve(name), content);
        permit(name, mode, 0);
        return this;
    }

    RootDirectory text(String name, int mode, String content) throws IOException {
        return file(name, mode, content.getBytes(StandardCharsets.UTF_8));
    }

    RootDirectory link(String name, String target) throws IOException {
        Files.deleteIfExists(root.resolve(name));
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
        own(name, 0, 0);
        return this;
    }

    RootDirectory without(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
        return this;
    }

    private void permit(String name, int mode, int owner) throws IOException {
        Set<PosixFilePermission> permissions = new HashSet<>();
        String letters = "rwxrwxrwx";
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 9; bit++) {
            text.append((mode & (0400 >> bit)) != 0 ? letters.charAt(bit) : '-');
        }
        permissions.addAll(PosixFilePermissions.fromString(text.toString()));
        Files.setPosixFilePermissions(root.resolve(name), permissions);
        own(name, owner, owner);
    }

    private void own(String name, int user, int group) {
        owned.put(name, user);
        owners.add("sif \"/" + name + "\" uid " + user);
        owners.add("sif \"/" + name + "\" gid " + group);
    }

    /** Makes an ext4 file system of it, in which each file has its owner. */
    void writeTo(Path raw, long sizeBytes) throws IOException {
        HostCommand.run(List.of("truncate", "-s", Long.toString(sizeBytes), raw.toString()), QUICK);
        List<String> command = new ArrayList<>();
        if (unpacked) {
            // In a namespace where whoever runs this is root, so that the files are root's.
            command.addAll(List.of("unshare", "--map-root-user"));
        }
        command.addAll(
                List.of(
                        program("mke2fs"),
                        "-q",
                        "-t",
                        "ext4",
                        "-d",
                        root.toString(),
                        "-L",
                        "root",
                        "-m",
                        "0",
                        "-J",
                        "size=8",
                        "-E",
                        "lazy_itable_init=1,lazy_journal_init=1,root_owner=0:0",
                        raw.toString()));
        HostCommand.run(command, COPY);
        // By debugfs(8), which needs no privilege.
        Path commands = raw.resolveSibling("owners");
        Files.write(commands, owners);
        HostCommand.run(
                List.of(program("debugfs"), "-w", "-f", commands.toString(), raw.toString()),
                QUICK);
        Files.delete(commands);
    }

    /** Makes a tar of it, in which each file has its owner. */
    void archiveTo(Path tar) throws IOException {
        List<String> command =
                List.of("tar", "--numeric-owner", "--directory=" + root, "--file=" + tar);
        Map<Integer, List<String>> others = new TreeMap<>();
        owned.forEach(
                (name, owner) -> {
                    if (owner != 0) {
                        others.computeIfAbsent(owner, _ -> new ArrayList<>()).add("./" + name);
                    }
                });
        List<String> create = new ArrayList<>(command);
        create.addAll(List.of("--create", "--owner=0", "--group=0"));
        others.values().forEach(names -> names.forEach(name -> create.add("--exclude=" + name)));
        create.add(".");
        HostCommand.run(create, COPY);
        for (var other : others.entrySet()) {
            List<String> append = new ArrayList<>(command);
            append.addAll(
                    List.of(
                            "--append",
                            "--no-recursion",
                            "--owner=" + other.getKey(),
                            "--group=" + other.getKey()));
            append.addAll(other.getValue());
            HostCommand.run(append, COPY);
        }
    }

    private static String program(String name) throws IOException {
        return HostCommand.find(name)
                .orElseThrow(() -> new IOException(name + " is missing: apt-get install e2fsprogs"))
                .toString();
    }
}
