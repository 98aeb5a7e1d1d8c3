package dev.tule.compute.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A root file system that is put together in a directory, and whose files shall belong to others
 * than who makes it: who, is noted, and set in the file system that is made of it.
 */
final class RootDirectory {
    private final Path root;
    private final List<String> owners = new ArrayList<>();

    RootDirectory(Path root) throws IOException {
        this.root = Files.createDirectories(root);
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
        Files.write(root.resolve(name), content);
        permit(name, mode, 0);
        return this;
    }

    RootDirectory text(String name, int mode, String content) throws IOException {
        return file(name, mode, content.getBytes(StandardCharsets.UTF_8));
    }

    RootDirectory link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
        own(name, 0);
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
        own(name, owner);
    }

    private void own(String name, int owner) {
        owners.add("sif /" + name + " uid " + owner);
        owners.add("sif /" + name + " gid " + owner);
    }

    /** The commands for debugfs(8) that give each file to its owner. */
    List<String> owners() {
        return List.copyOf(owners);
    }
}
