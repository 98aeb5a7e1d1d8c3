package dev.tule.compute.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineMetrics;
import dev.tule.compute.MachineState;
import dev.tule.compute.MachineStateException;
import dev.tule.compute.UnsupportedByDriverException;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.host.MachineDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is a tree of processes while it runs. What it is, is changed by whoever has its
 * turn, and read by anybody.
 */
final class SandboxMachine implements Machine {
    /** Between two presses of the power button: a system that begins doesn't listen yet. */
    private static final Duration PRESS = Duration.ofSeconds(2);

    private static final Duration DEATH = Duration.ofSeconds(10);

    /** Between two looks at what became of it: it is nobody's child who would be told. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final long LONGEST_CONSOLE = 16 << 20;
    private static final int KEPT_CONSOLE = 64 << 10;

    private final SandboxDriver driver;
    private final MachineId id;
    private final SandboxFiles files;
    private final Clock clock = Clock.systemUTC();
    private final ReentrantLock turn = new ReentrantLock();
    private final ExecutorService events;

    private volatile LaunchSpec spec;
    private volatile MachineState state = MachineState.STOPPED;
    private volatile @Nullable SandboxRun run;

    /** The run that was asked to end. */
    private volatile @Nullable SandboxRun stopping;

    SandboxMachine(SandboxDriver driver, LaunchSpec spec, SandboxFiles files) {
        this.driver = driver;
        this.id = spec.id();
        this.spec = spec;
        this.files = files;
        this.events =
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("events-of-" + spec.id()).factory());
    }

    @Override
    public MachineId id() {
        return id;
    }

    @Override
    public LaunchSpec spec() {
        return spec;
    }

    @Override
    public MachineState state() {
        return state;
    }

    @Override
    public long processId() {
        SandboxRun current = run;
        return current == null ? 0 : current.leader().pid();
    }

    /** Writes down what it is made of. */
    void describe() {
        SandboxRun current = run;
        new MachineDescription(spec, current == null ? null : current.leader())
                .write(files.description());
    }

    /** Takes up what an earlier driver left: it runs on, or has ended meanwhile. */
    void adopt(@Nullable HostProcess leader) {
        turn.lock();
        try {
            if (leader != null && leader.alive()) {
                driver.admission().readmit(spec);
                begin(new SandboxRun(leader));
            } else if (leader != null) {
                describe();
                tell(new MachineEvent.Exited(id, clock.instant(), ExitCause.UNSEEN));
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void start() {
        start(spec);
    }

    @Override
    public void start(LaunchSpec changed) {
        if (!changed.id().equals(id)) {
            throw new IllegalArgumentException(changed.id() + " is not " + id);
        }
        SandboxDriver.check(changed);
        turn.lock();
        try {
            require(MachineState.STOPPED);
            driver.admission().admit(changed);
            try {
                spec = changed;
                begin(SandboxRun.start(changed, files));
            } catch (IOException e) {
                driver.admission().release(id);
                throw new DriverFailureException(
                        id + " could not be started: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                driver.admission().release(id);
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    @GuardedBy("turn")
    private void begin(SandboxRun begun) {
        run = begun;
        state = MachineState.RUNNING;
        describe();
        Thread.ofVirtual().name("watch-of-" + id).start(() -> watch(begun));
    }

    /** Tells of reboots, and of the end. */
    private void watch(SandboxRun watched) {
        long reboots = size(files.reboots());
        while (watched.equals(run) && !driver.closed()) {
            if (watched.leader().awaitEnd(LOOK)) {
                settle(watched);
                return;
            }
            long now = size(files.reboots());
            if (now > reboots) {
                tell(new MachineEvent.Rebooted(id, clock.instant()));
            }
            reboots = now;
            trimConsole();
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** A run is over: whoever comes first makes the machine a stopped one. */
    private void settle(SandboxRun over) {
        turn.lock();
        try {
            if (!over.equals(run)) {
                return;
            }
            run = null;
            state = MachineState.STOPPED;
            driver.admission().release(id);
            describe();
            tell(
                    new MachineEvent.Exited(
                            id,
                            clock.instant(),
                            over.equals(stopping) ? ExitCause.STOPPED : causeWithin()));
        } finally {
            turn.unlock();
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

    private void tell(MachineEvent event) {
        try {
            events.execute(() -> driver.feed().tell(event));
        } catch (RejectedExecutionException e) {
            // The driver has been closed; nobody listens.
        }
    }

    @Override
    public void stop(Duration grace) {
        SandboxRun hurried = grace.isZero() ? run : null;
        if (hurried != null) {
            // Whoever has the turn may be waiting for the system to shut down.
            stopping = hurried;
            hurried.kill();
        }
        turn.lock();
        try {
            if (hurried != null && !hurried.equals(run)) {
                return;
            }
            SandboxRun current = running();
            stopping = current;
            if (!pressPowerButton(current, grace)) {
                end(current);
            }
            settle(current);
        } finally {
            turn.unlock();
        }
    }

    private static boolean pressPowerButton(SandboxRun current, Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        for (long left = grace.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            try {
                current.pressPowerButton();
            } catch (IOException e) {
                // It ends just now, which is seen below.
            }
            if (current.leader().awaitEnd(Duration.ofNanos(Math.min(left, PRESS.toNanos())))) {
                return true;
            }
        }
        return !current.alive();
    }

    private void end(SandboxRun current) {
        current.kill();
        if (!current.leader().awaitEnd(DEATH)) {
            throw new DriverFailureException(id + "'s processes can't be ended");
        }
    }

    @Override
    public void reboot() {
        turn.lock();
        try {
            SandboxRun current = running();
            Files.writeString(files.reset(), "");
            current.cut();
            tell(new MachineEvent.Rebooted(id, clock.instant()));
        } catch (IOException e) {
            throw new DriverFailureException(id + " can't reboot: " + e, e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void terminate() {
        turn.lock();
        try {
            if (state == MachineState.TERMINATED) {
                return;
            }
            SandboxRun current = run;
            if (current != null) {
                stopping = current;
                end(current);
                settle(current);
            }
            state = MachineState.TERMINATED;
            files.remove();
            driver.forget(this);
            events.shutdown();
        } finally {
            turn.unlock();
        }
    }

    /** Leaves it to a later driver. */
    void letGo() {
        run = null;
        events.shutdown();
    }

    @Override
    public byte[] console(int mostBytes) {
        return files.consoleTail(mostBytes);
    }

    @Override
    public MachineMetrics metrics() {
        SandboxRun current = running();
        return new MachineMetrics(
                clock.instant(), current.cpuTime(), current.residentBytes(), Map.of());
    }

    @Override
    public boolean healthy() {
        SandboxRun current = run;
        return current != null && current.alive();
    }

    @Override
    public void attach(Disk disk) {
        throw noDisks();
    }

    @Override
    public void detach(DiskId disk, Duration grace) {
        throw noDisks();
    }

    @Override
    public void resize(DiskId disk, long sizeBytes) {
        throw noDisks();
    }

    @Override
    public DiskCopy copy(DiskId disk, DiskFile to) {
        throw noDisks();
    }

    private static UnsupportedByDriverException noDisks() {
        return new UnsupportedByDriverException(SandboxDriver.NAME, "disks");
    }

    private SandboxRun running() {
        require(MachineState.RUNNING);
        SandboxRun current = run;
        if (current == null) {
            throw new IllegalStateException(id + " runs without a process");
        }
        return current;
    }

    private void require(MachineState wanted) {
        if (state != wanted) {
            throw new MachineStateException(id, "is " + state + ", not " + wanted);
        }
    }

    /** Keeps a talkative machine from filling the host's storage. */
    private void trimConsole() {
        try {
            if (size(files.console()) > LONGEST_CONSOLE) {
                // Whoever writes it appends, so what comes meanwhile comes behind.
                Files.write(files.console(), files.consoleTail(KEPT_CONSOLE));
            }
        } catch (IOException e) {
            // The machine is going; so is its console.
        }
    }
}
