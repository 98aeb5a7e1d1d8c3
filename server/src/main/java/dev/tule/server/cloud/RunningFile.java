package dev.tule.server.cloud;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Tells other processes where the running server is: {@code DATA/running}, written whole when
 * everything answers and removed when it stops. After a crash it is left behind: the lock says
 * whether it is true.
 */
public record RunningFile(Path path) {

    /**
     * A running server.
     *
     * @param process its process id
     * @param awsAddress such as {@code http://127.0.0.1:4566}
     * @param webAddress such as {@code http://localhost:8080}
     * @param control the socket that takes its administrator's commands
     * @param since when it was ready
     */
    public record Running(
            long process, String awsAddress, String webAddress, Path control, Instant since) {

        /** What {@code tule up} says when everything answers. */
        public String readyLine() {
            return "Tule is ready: AWS APIs %s, console %s/".formatted(awsAddress, webAddress);
        }
    }

    /** What the file says; empty where there is none or it makes no sense. */
    public Optional<Running> read() throws IOException {
        Properties values = new Properties();
        try {
            values.load(new StringReader(Files.readString(path)));
            return Optional.of(
                    new Running(
                            Long.parseLong(values.getProperty("process", "")),
                            values.getProperty("aws", ""),
                            values.getProperty("web", ""),
                            Path.of(values.getProperty("control", "")),
                            Instant.parse(values.getProperty("since", ""))));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IllegalArgumentException | java.time.format.DateTimeParseException nonsense) {
            return Optional.empty();
        }
    }

    void write(Running running) throws IOException {
        AtomicFile.write(
                path,
                """
                process=%d
                aws=%s
                web=%s
                control=%s
                since=%s
                """
                        .formatted(
                                running.process(),
                                running.awsAddress(),
                                running.webAddress(),
                                running.control().toString().replace("\\", "\\\\"),
                                running.since()));
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
