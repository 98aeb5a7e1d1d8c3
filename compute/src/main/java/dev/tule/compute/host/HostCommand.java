package dev.tule.compute.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs one of the host's programs to its end. */
public final class HostCommand {
    /** What is kept of a program's output: enough for an error message or a listing. */
    private static final int MOST_OUTPUT = 1 << 20;

    private static final List<Path> USUAL_PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/local/bin"));

    private HostCommand() {}

    /** Where a program is: on the PATH, or where administrators' programs are. */
    public static Optional<Path> find(String name) {
        for (String place :
                System.getenv()
                        .getOrDefault("PATH", "/usr/bin:/bin")
                        .split(File.pathSeparator, -1)) {
            if (!place.isEmpty() && Files.isExecutable(Path.of(place, name))) {
                return Optional.of(Path.of(place, name));
            }
        }
        return USUAL_PLACES.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs a program without input and returns what it wrote, errors included.
     *
     * @throws IOException when it can't be started, fails, or takes too long (it is ended then)
     */
    public static String run(List<String> command, Duration atMost) throws IOException {
        return run(command, atMost, line -> {});
    }

    /** The same; each line that the program writes is shown as it comes. */
    public static String run(List<String> command, Duration atMost, Consumer<String> shown)
            throws IOException {
        ProcessBuilder program =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"));
        return finish(command, program.start(), atMost, shown);
    }

    /** The same with a short input, such as a secret that may stand nowhere else. */
    public static String runWith(String input, List<String> command, Duration atMost)
            throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(input);
        } catch (IOException e) {
            // It ended without reading; what it wrote tells why.
        }
        return finish(command, process, atMost, _ -> {});
    }

    private static String finish(
            List<String> command, Process process, Duration atMost, Consumer<String> shown)
            throws IOException {
        StringBuilder output = new StringBuilder();
        Thread reader =
                Thread.ofVirtual()
                        .name("output-of-" + process.pid())
                        .start(() -> collect(process, output, shown));
        try {
            boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw new IOException(name(command) + " took longer than " + atMost);
            }
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name(command) + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text;
        synchronized (output) {
            text = output.toString();
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s failed (%d): %s"
                            .formatted(name(command), process.exitValue(), lastLines(text)));
        }
        return text;
    }

    private static void collect(Process process, StringBuilder output, Consumer<String> shown) {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    if (output.length() < MOST_OUTPUT) {
                        output.append(line).append('\n');
                    }
                }
                shown.accept(line);
            }
        } catch (IOException e) {
            // The program was ended; its exit value tells the rest.
        }
    }

    private static String name(List<String> command) {
        return String.valueOf(Path.of(command.getFirst()).getFileName());
    }

    private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*");

    private static String lastLines(String text) {
        String joined = BREAK.matcher(text.strip()).replaceAll("; ");
        return joined.length() <= 600 ? joined : "..." + joined.substring(joined.length() - 600);
    }
}
