package dev.tule.mtv.commands;

import dev.tule.mtv.management.CommandError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project as it lies on disk: a folder whose {@code pom.xml} has the property {@code
 * tule.settings}, the class of its settings.
 *
 * @param root where the {@code pom.xml} is; absolute
 * @param settings the settings' class: {@code shop.Settings}
 */
record ProjectFolder(Path root, String settings) {
    private static final Pattern SETTINGS =
            Pattern.compile("<tule\\.settings>\\s*([\\w.$]+)\\s*</tule\\.settings>");

    /** The project that a folder is in: itself, or the nearest above it. */
    static Optional<ProjectFolder> around(Path folder) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path pom = at.resolve("pom.xml");
            if (Files.isRegularFile(pom)) {
                Matcher settings = SETTINGS.matcher(text(pom));
                if (settings.find()) {
                    return Optional.of(new ProjectFolder(at, settings.group(1)));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * As {@link #around}.
     *
     * @throws CommandError where there is none
     */
    static ProjectFolder required(Path folder) throws CommandError {
        return around(folder)
                .orElseThrow(
                        () ->
                                new CommandError(
                                        "%s is in no project: there is no pom.xml with <tule.settings> in it or above. Make one with 'tule startproject NAME', or go to one's folder."
                                                .formatted(folder.toAbsolutePath().normalize())));
    }

    Path sources() {
        return root.resolve("src/main/java");
    }

    Path resources() {
        return root.resolve("src/main/resources");
    }

    Path pom() {
        return root.resolve("pom.xml");
    }

    /** Where the commands keep what they make; Maven's and an IDE's classes are left alone. */
    Path work() {
        return root.resolve("target/tule");
    }

    Path classes() {
        return work().resolve("classes");
    }

    /** The project's package: {@code shop} of {@code shop.Settings}. */
    String packageName() {
        int dot = settings.lastIndexOf('.');
        return dot < 0 ? "" : settings.substring(0, dot);
    }

    List<Path> javaFiles() {
        return files(sources()).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .sorted()
                .toList();
    }

    /** All files below a folder; none where there is no such folder. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
