package dev.tule.compute.sandbox;

import dev.tule.compute.LaunchSpec;
import dev.tule.compute.NetworkLink;
import dev.tule.compute.host.HostCommand;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.host.MachineRun;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sandbox's processes on this host.
 *
 * @param leader the script that all others come from, and end with
 */
record SandboxRun(HostProcess leader) implements MachineRun {
    /** How long the scripts may take until the system's first process is there. */
    private static final Duration SPAWN = Duration.ofSeconds(20);

    /**
     * Starts the system, in a session of its own, and returns when its first process is there.
     *
     * @throws IOException when it doesn't come; the scripts' words are in the message
     */
    static SandboxRun start(LaunchSpec spec, SandboxFiles files) throws IOException {
        for (Path old :
                List.of(files.ended(), files.reboots(), files.reset(), files.console().path())) {
            Files.deleteIfExists(old);
        }
        List<String> command =
                new ArrayList<>(
                        List.of("setsid", files.leader().toString(), files.directory().toString()));
        for (NetworkLink link : spec.links()) {
            command.add(link.socket().toString());
            command.add(link.mac());
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(files.errors().toFile())
                        .start();
        SandboxRun run =
                new SandboxRun(
                        HostProcess.of(process.pid())
                                .orElseThrow(() -> new IOException("it ended: " + files.said())));
        long deadline = System.nanoTime() + SPAWN.toNanos();
        while (run.first().isEmpty()) {
            if (run.leader.awaitEnd(Duration.ofMillis(5))) {
                throw new IOException("it ended: " + files.said());
            }
            if (System.nanoTime() - deadline > 0) {
                run.kill();
                throw new IOException("its system doesn't start: " + files.said());
            }
        }
        return run;
    }

    @Override
    public HostProcess process() {
        return leader;
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
        return leader.awaitEnd(atMost);
    }

    /** The system's first process, by its number on the host. */
    private Optional<ProcessHandle> first() {
        return ProcessHandle.of(leader.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(SandboxRun::isFirst)
                .findAny();
    }

    /** Whether it is the first of a namespace of processes, and has become the system's own. */
    private static boolean isFirst(ProcessHandle process) {
        Path place = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readString(place.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .startsWith("/tule/busybox\0sh\0/tule/init")
                    && Files.readString(place.resolve("status"), StandardCharsets.ISO_8859_1)
                            .lines()
                            .anyMatch(line -> line.matches("NSpid:\t.*\t1"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks the system to shut down: what its {@code init} takes SIGUSR2 for. */
    @Override
    public void pressPowerButton() throws IOException {
        Optional<ProcessHandle> init = first();
        if (init.isPresent()) {
            var _ =
                    HostCommand.run(
                            List.of("kill", "-USR2", Long.toString(init.get().pid())),
                            Duration.ofSeconds(5));
        }
    }

    /** Ends the system at once, which its leader then starts again or not. */
    void cut() {
        first().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void kill() {
        List<ProcessHandle> all =
                ProcessHandle.of(leader.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .toList();
        leader.kill();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    Duration cpuTime() {
        return processes().map(HostProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    long residentBytes() {
        return processes().mapToLong(HostProcess::residentBytes).sum();
    }

    private Stream<HostProcess> processes() {
        return ProcessHandle.of(leader.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(each -> HostProcess.of(each.pid()))
                .flatMap(Optional::stream);
    }
}
