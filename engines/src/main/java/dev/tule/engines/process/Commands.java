package dev.tule.engines.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Programs that are run to their end. */
public final class Commands {

    private static final int MOST_CHARACTERS = 1 << 20;

    private Commands() {}

    /**
     * Runs a program.
     *
     * @return what it wrote, errors included
     * @throws IOException when it can't be run, ends with another status than 0, or takes too long;
     *     the message ends with what it wrote
     */
    public static String run(List<String> command, Duration patience) throws IOException {
        return run(command, Map.of(), null, patience);
    }

    /** The same in a directory, with further variables in its environment. */
    public static String run(
            List<String> command,
            Map<String, String> environment,
            @Nullable Path directory,
            Duration patience)
            throws IOException {
        Path output = Files.createTempFile("tule-command", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            Process process = builder.start();
            boolean ended;
            try {
                ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IOException(command.getFirst() + " was interrupted", e);
            }
            String said = tail(output);
            if (!ended) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " takes too long: " + said);
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "%s ended with %d: %s"
                                .formatted(command.getFirst(), process.exitValue(), said));
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    private static String tail(Path output) throws IOException {
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return said.substring(Math.max(0, said.length() - MOST_CHARACTERS));
    }
}
