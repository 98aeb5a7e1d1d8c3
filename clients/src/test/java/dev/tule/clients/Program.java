package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run to its end. What it prints is kept; ending with anything but 0 fails the test.
 */
record Program(List<String> command, Path directory, Map<String, String> environment) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Where Maven runs the tests: the module's folder. */
    private static final Path HERE = Path.of("").toAbsolutePath();

    static Program of(List<String> command) {
        return new Program(command, HERE, Map.of());
    }

    static Program of(String... command) {
        return of(List.of(command));
    }

    /**
     * Debian's Python, where the test set-up installs its clients, whatever else is on the PATH.
     */
    static Program python(String program, String... arguments) {
        Program python = of("/usr/bin/python3", source(program).toString());
        return python.with(arguments);
    }

    /** The Node.js that the test set-up installs. */
    static Program node(String program, String... arguments) {
        Path js = HERE.resolve("src/test/js");
        Path node = js.resolve("node_modules/node/bin/node");
        return of(node.toString(), js.resolve(program).toString()).with(arguments);
    }

    static Program shell(String program, String... arguments) {
        return of("bash", source("shell/" + program).toString()).with(arguments);
    }

    /** A file under {@code src/test/programs}. */
    static Path source(String name) {
        return HERE.resolve("src/test/programs").resolve(name);
    }

    Program with(String... arguments) {
        List<String> all = new java.util.ArrayList<>(command);
        all.addAll(List.of(arguments));
        return new Program(all, directory, environment);
    }

    Program in(Path folder) {
        return new Program(command, folder, environment);
    }

    Program under(Map<String, String> variables) {
        return new Program(command, directory, variables);
    }

    /** Runs the program and returns what it printed, errors included. */
    String run() {
        try {
            Path output = Files.createTempFile("tule-program", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command)
                                .directory(directory.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(Program::leadsElsewhere);
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                String printed = Files.readString(output);
                assertThat(ended).as("ended in %s: %s\n%s", PATIENCE, command, printed).isTrue();
                assertThat(process.exitValue()).as("%s\n%s", command, printed).isZero();
                return printed;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether a variable of this machine's own would send a client to other places or keys. */
    private static boolean leadsElsewhere(String variable) {
        return variable.startsWith("AWS_")
                || variable.startsWith("BOTO")
                || variable.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy");
    }
}
