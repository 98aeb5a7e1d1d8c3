package dev.tule.server.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which data a command works on. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The directory that holds everything the server keeps.")
    private Path directory = Path.of(System.getProperty("user.home"), ".tule");

    Path directory() {
        return directory.toAbsolutePath().normalize();
    }
}
