package dev.tule.compute.host;

import dev.tule.compute.DriverFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory and all that is below it. Links are not followed. */
public final class DirectoryTree {
    private DirectoryTree() {}

    /**
     * Removes it. Does nothing when it isn't there.
     *
     * @throws DriverFailureException when something of it stays
     */
    public static void remove(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new DriverFailureException("can't remove " + root + ": " + e, e);
        }
    }
}
