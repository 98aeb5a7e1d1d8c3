package dev.tule.mtv.commands;

import dev.tule.mtv.management.CommandError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars that a project uses beside Tule's: none, as long as its {@code pom.xml} names only what
 * comes with Tule; else Maven is asked, once for each change of that file.
 */
final class ProjectLibraries {
    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final List<String> OF_TULE =
            List.of("<groupId>dev.tule</groupId>", "<artifactId>sqlite-jdbc</artifactId>");
    private static final long MINUTES = 5;

    private final ProjectFolder folder;

    ProjectLibraries(ProjectFolder folder) {
        this.folder = folder;
    }

    /**
     * The jars.
     *
     * @throws CommandError where Maven can't find them
     */
    List<Path> jars() throws CommandError {
        if (isTulesAlone()) {
            return List.of();
        }
        Path list = folder.work().resolve("libraries");
        try {
            if (!Files.exists(list)
                    || Files.getLastModifiedTime(list)
                                    .compareTo(Files.getLastModifiedTime(folder.pom()))
                            < 0) {
                askMaven(list);
            }
            return Stream.of(Files.readString(list).strip().split(java.io.File.pathSeparator))
                    .filter(each -> !each.isEmpty())
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new CommandError("The project's libraries can't be read: " + e.getMessage(), e);
        }
    }

    private boolean isTulesAlone() {
        String pom = COMMENT.matcher(ProjectFolder.text(folder.pom())).replaceAll("");
        Matcher dependency = DEPENDENCY.matcher(pom);
        while (dependency.find()) {
            String text = dependency.group(1);
            if (!text.contains("<scope>test</scope>")
                    && OF_TULE.stream().noneMatch(text::contains)) {
                return false;
            }
        }
        return true;
    }

    private void askMaven(Path list) throws CommandError, IOException {
        Files.createDirectories(list.getParent());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mvn",
                                "-q",
                                "-B",
                                "dependency:build-classpath",
                                "-DincludeScope=runtime",
                                "-Dmdep.outputFile=" + list));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.root().toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process maven =
                    builder.redirectErrorStream(true)
                            .redirectOutput(folder.work().resolve("maven.log").toFile())
                            .start();
            if (!maven.waitFor(MINUTES, TimeUnit.MINUTES)) {
                maven.destroy();
                throw new CommandError("Maven took more than " + MINUTES + " minutes.");
            }
            if (maven.exitValue() != 0) {
                Files.deleteIfExists(list);
                throw new CommandError(
                        "Maven can't find the libraries of pom.xml: "
                                + folder.work().resolve("maven.log")
                                + " says why.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandError("interrupted while waiting for Maven", e);
        } catch (IOException e) {
            throw new CommandError(
                    "pom.xml names libraries beside Tule's, which Maven must find, and 'mvn' can't be run: install Maven.",
                    e);
        }
    }
}
