package dev.tule.compute.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A busybox that needs no libraries: it runs where there is nothing else. */
public final class StaticBusybox {
    static final List<String> PLACES = List.of("usr/bin/busybox", "bin/busybox");

    private StaticBusybox() {}

    /** The host's own, if it has one. */
    public static Optional<Path> find() {
        return PLACES.stream()
                .map(Path.of("/")::resolve)
                .filter(StaticBusybox::isStatic)
                .findFirst();
    }

    static boolean isStatic(Path file) {
        try {
            return Files.isReadable(file)
                    && ElfFile.parse(Files.readAllBytes(file)).needed().isEmpty();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
