package dev.tule.compute.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds a place for sockets: their addresses have room for 107 bytes, and a data directory's path
 * may be long already.
 */
public final class SocketDirectory {
    /** The directory's path, so that there is room for a file's name of 37. */
    private static final int LONGEST = 70;

    private SocketDirectory() {}

    /**
     * A directory for the sockets of what lies in the given one: within it if its path is short
     * enough, else in the user's or the system's directory for such, under a name that follows from
     * the given one. It need not exist.
     */
    public static Path near(Path directory) {
        Path within = directory.toAbsolutePath().normalize().resolve("run");
        if (length(within) <= LONGEST) {
            return within;
        }
        Path elsewhere =
                Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                        .filter(place -> place.startsWith("/") && place.length() < 40)
                        .map(Path::of)
                        .orElse(Path.of("/tmp"));
        UUID name = UUID.nameUUIDFromBytes(within.toString().getBytes(StandardCharsets.UTF_8));
        return elsewhere.resolve("tule-" + name.toString().substring(0, 18));
    }

    /** Who can connect to a machine's socket, controls it. */
    public static void makePrivate(Path directory) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
        } catch (FileAlreadyExistsException e) {
            // Fails for a directory of somebody else's, which may lie in a place for everybody.
            Files.setPosixFilePermissions(directory, ownerOnly);
        }
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
