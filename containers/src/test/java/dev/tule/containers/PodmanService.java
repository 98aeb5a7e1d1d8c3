package dev.tule.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Podman of the test's own, with its images and containers in a directory that goes with it. */
public final class PodmanService implements AutoCloseable {
    private final Path directory;
    private final Process process;

    private PodmanService(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * @param directory empty; its path must be short
     */
    public static PodmanService start(Path directory) throws IOException {
        // Without systemd; with limits that a test may give; runc also where the kernel's control
        // groups are those of both versions.
        Files.writeString(
                directory.resolve("containers.conf"),
                """
                [containers]
                default_ulimits = ["nofile=16384:16384", "nproc=4096:4096"]
                [engine]
                runtime = "runc"
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                """);
        List<String> command = new ArrayList<>(podman(directory));
        command.addAll(
                List.of("system", "service", "--time=0", "unix://" + directory.resolve("sock")));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile());
        builder.environment()
                .put("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
        PodmanService service = new PodmanService(directory, builder.start());
        service.awaitAnswer();
        return service;
    }

    private static List<String> podman(Path directory) {
        return List.of(
                "podman",
                "--root=" + directory.resolve("root"),
                "--runroot=" + directory.resolve("run"));
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (ContainerEngine engine = new ContainerEngine(socket())) {
                var _ = engine.version();
                return;
            } catch (ContainerEngineException e) {
                try {
                    if (process.waitFor(20, TimeUnit.MILLISECONDS)
                            || System.nanoTime() - deadline > 0) {
                        throw new IOException(Files.readString(directory.resolve("log")), e);
                    }
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IOException(interrupted);
                }
            }
        }
    }

    /** Where it listens. */
    public Path socket() {
        return directory.resolve("sock");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> reset = new ArrayList<>(podman(directory));
        reset.addAll(List.of("rm", "--all", "--force", "--time=0"));
        run(reset);
        run(List.of("rm", "-rf", directory.toString()));
    }

    private static void run(List<String> command) throws IOException {
        Process program =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!program.waitFor(30, TimeUnit.SECONDS)) {
                program.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
