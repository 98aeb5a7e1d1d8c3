package dev.tule.compute.sandbox;

import dev.tule.compute.DriverFailureException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineMetrics;
import dev.tule.compute.host.HostMachine;
import dev.tule.compute.host.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine that is a tree of processes while it runs. */
final class SandboxMachine extends HostMachine<SandboxRun> {
    /** Between two looks at what became of it: it is nobody's child who would be told. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final SandboxDriver driver;
    private final SandboxFiles files;
    private final Path busybox;

    SandboxMachine(SandboxDriver driver, LaunchSpec spec, SandboxFiles files, Path busybox) {
        super(driver, spec, files.description());
        this.driver = driver;
        this.files = files;
        this.busybox = busybox;
    }

    @Override
    protected void make() throws IOException {
        files.make(busybox);
    }

    @Override
    protected void adopt(@Nullable HostProcess leader) {
        if (leader != null && leader.alive()) {
            takeUp(new SandboxRun(leader));
        } else if (leader != null) {
            tellUnseen();
        }
    }

    @Override
    protected SandboxRun run(LaunchSpec changed) throws IOException {
        return SandboxRun.start(changed, files);
    }

    @Override
    protected void watch(SandboxRun begun) {
        Thread.ofVirtual().name("watch-of-" + id()).start(() -> look(begun));
    }

    /** Tells of reboots, and of the end. */
    private void look(SandboxRun watched) {
        long reboots = size(files.reboots());
        while (watched.equals(current()) && !driver.closed()) {
            if (watched.awaitEnd(LOOK)) {
                settle(watched, causeWithin());
                return;
            }
            long now = size(files.reboots());
            if (now > reboots) {
                tellRebooted();
            }
            reboots = now;
            files.console().trim();
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** A system that shuts down ends by SIGINT (reboot(2), in a namespace of processes). */
    private ExitCause causeWithin() {
        try {
            return Files.readString(files.ended()).strip().equals("130")
                    ? ExitCause.GUEST_SHUTDOWN
                    : ExitCause.KILLED;
        } catch (IOException e) {
            return ExitCause.KILLED;
        }
    }

    @Override
    public void reboot() {
        turn.lock();
        try {
            SandboxRun current = running();
            Files.writeString(files.reset(), "");
            current.cut();
            tellRebooted();
        } catch (IOException e) {
            throw new DriverFailureException(id() + " can't reboot: " + e, e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    protected void remove() {
        files.remove();
    }

    @Override
    public byte[] console(int mostBytes) {
        return files.console().tail(mostBytes);
    }

    @Override
    public MachineMetrics metrics() {
        SandboxRun current = running();
        return new MachineMetrics(
                clock().instant(), current.cpuTime(), current.residentBytes(), Map.of());
    }

    @Override
    public boolean healthy() {
        SandboxRun current = current();
        return current != null && current.process().alive();
    }
}
