package dev.tule.compute.qemu;

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
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.host.MachineDescription;
import dev.tule.compute.qmp.QmpException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is a QEMU process while it runs. What it is, is changed by whoever has its turn,
 * and read by anybody.
 */
final class QemuMachine implements Machine {
    /** Between two presses of the power button: a system that is booting doesn't listen yet. */
    private static final Duration PRESS = Duration.ofSeconds(2);

    private static final Duration DEATH = Duration.ofSeconds(10);
    private static final long LONGEST_CONSOLE = 16 << 20;
    private static final int KEPT_CONSOLE = 64 << 10;

    private final QemuDriver driver;
    private final MachineId id;
    private final MachineFiles files;
    private final Clock clock = Clock.systemUTC();
    private final ReentrantLock turn = new ReentrantLock();
    private final ExecutorService events;

    private volatile LaunchSpec spec;
    private volatile MachineState state = MachineState.STOPPED;
    private volatile @Nullable QemuRun run;

    QemuMachine(QemuDriver driver, LaunchSpec spec, MachineFiles files) {
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
        QemuRun current = run;
        return current == null ? 0 : current.process().pid();
    }

    /** Writes down what it is made of, before anything of it runs. */
    void describe() {
        QemuRun current = run;
        new MachineDescription(spec, current == null ? null : current.process())
                .write(files.description());
    }

    /** Takes up a process of this machine's that an earlier driver started. */
    void adopt(HostProcess process) throws QmpException {
        turn.lock();
        try {
            QemuRun found = QemuRun.connect(process, files, driver.config().answer());
            String uuid = found.execute("query-uuid").path("UUID").asText();
            if (!uuid.equals(CommandLine.uuid(files).toString())) {
                found.letGo();
                throw new DriverFailureException("the process " + process.pid() + " isn't " + id);
            }
            driver.admission().readmit(spec);
            begin(found);
        } finally {
            turn.unlock();
        }
    }

    /** It ended when nobody watched. */
    void tellUnseen() {
        describe();
        tell(new MachineEvent.Exited(id, clock.instant(), ExitCause.UNSEEN));
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
        turn.lock();
        try {
            require(MachineState.STOPPED);
            driver.admission().admit(changed);
            try {
                files.removeSockets();
                Files.deleteIfExists(files.console());
                spec = changed;
                begin(driver.starter().start(changed, files));
            } catch (IOException e) {
                driver.admission().release(id);
                throw new DriverFailureException(id + " could not be started: " + e, e);
            } catch (RuntimeException e) {
                driver.admission().release(id);
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    @GuardedBy("turn")
    private void begin(QemuRun begun) {
        run = begun;
        state = MachineState.RUNNING;
        describe();
        begun.onReboot(() -> tell(new MachineEvent.Rebooted(id, clock.instant())));
        var _ =
                begun.ended()
                        .thenAcceptAsync(
                                cause -> settle(begun, cause),
                                task -> Thread.ofVirtual().start(task));
    }

    /** A run is over: whoever comes first makes the machine a stopped one. */
    private void settle(QemuRun over, ExitCause cause) {
        turn.lock();
        try {
            if (run != over) {
                return;
            }
            run = null;
            state = MachineState.STOPPED;
            driver.admission().release(id);
            files.removeSockets();
            describe();
            tell(new MachineEvent.Exited(id, clock.instant(), cause));
        } finally {
            turn.unlock();
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
        QemuRun hurried = grace.isZero() ? run : null;
        if (hurried != null) {
            // Whoever has the turn may be waiting for the system to shut down.
            hurried.stopAsked();
            hurried.process().kill();
        }
        turn.lock();
        try {
            if (hurried != null && run != hurried) {
                return;
            }
            QemuRun current = running();
            current.stopAsked();
            if (!pressPowerButton(current, grace)) {
                current.process().kill();
                if (!current.process().awaitEnd(DEATH)) {
                    throw new DriverFailureException(id + "'s process can't be ended");
                }
            }
            settle(current, ExitCause.STOPPED);
        } finally {
            turn.unlock();
        }
    }

    private static boolean pressPowerButton(QemuRun current, Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        for (long left = grace.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            try {
                press(current);
                current.ended().get(Math.min(left, PRESS.toNanos()), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                // Again, until the grace is over.
            } catch (ExecutionException e) {
                throw new IllegalStateException("a run ends without a failure", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return current.ended().isDone();
    }

    private static void press(QemuRun current) {
        try {
            current.execute("system_powerdown");
        } catch (QmpException e) {
            // It doesn't answer, perhaps because it ends: then that is told.
        }
    }

    @Override
    public void reboot() {
        turn.lock();
        try {
            running().execute("system_reset");
        } catch (QmpException e) {
            throw failed("reboot", e);
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
            QemuRun current = run;
            if (current != null) {
                current.stopAsked();
                current.process().kill();
                if (!current.process().awaitEnd(DEATH)) {
                    throw new DriverFailureException(id + "'s process can't be ended");
                }
                settle(current, ExitCause.STOPPED);
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
        QemuRun current = run;
        if (current != null) {
            current.letGo();
        }
        events.shutdown();
    }

    @Override
    public byte[] console(int mostBytes) {
        return files.consoleTail(mostBytes);
    }

    @Override
    public MachineMetrics metrics() {
        turn.lock();
        try {
            QemuRun current = running();
            return new MachineMetrics(
                    clock.instant(),
                    current.process().cpuTime(),
                    current.process().residentBytes(),
                    QemuDisks.counters(current, spec));
        } catch (QmpException e) {
            throw failed("be measured", e);
        } finally {
            turn.unlock();
        }
    }

    /** Doesn't wait for its turn: a machine that is busy may be healthy. */
    @Override
    public boolean healthy() {
        QemuRun current = run;
        if (current == null) {
            return false;
        }
        try {
            return current.execute("query-status").path("status").asText().equals("running");
        } catch (QmpException e) {
            return false;
        }
    }

    @Override
    public void attach(Disk disk) {
        turn.lock();
        try {
            alive();
            List<Disk> disks = new ArrayList<>(spec.disks());
            if (disks.stream().anyMatch(had -> had.id().equals(disk.id()))) {
                throw new MachineStateException(id, "has the disk " + disk.id() + " already");
            }
            disks.add(disk);
            LaunchSpec changed = spec.withDisks(disks);
            QemuRun current = run;
            if (current != null) {
                QemuDisks.plug(current, disk);
            }
            spec = changed;
            describe();
        } catch (QmpException e) {
            throw failed("take the disk " + disk.id(), e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void detach(DiskId disk, Duration grace) {
        turn.lock();
        try {
            Disk had = disk(disk);
            QemuRun current = run;
            if (current != null && !QemuDisks.pull(current, disk, grace)) {
                throw new MachineStateException(id, "its system holds on to the disk " + disk);
            }
            List<Disk> disks = new ArrayList<>(spec.disks());
            disks.remove(had);
            spec = spec.withDisks(disks);
            describe();
        } catch (QmpException e) {
            throw failed("let go of the disk " + disk, e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void resize(DiskId disk, long sizeBytes) {
        turn.lock();
        try {
            Disk had = disk(disk);
            QemuRun current = run;
            if (current == null) {
                driver.images().grow(had.onHost(), sizeBytes);
            } else {
                QemuDisks.resize(current, disk, sizeBytes);
            }
        } catch (QmpException e) {
            throw failed("make the disk " + disk + " larger", e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public DiskCopy copy(DiskId disk, DiskFile to) {
        turn.lock();
        try {
            Disk had = disk(disk);
            QemuRun current = run;
            // A stopped machine can't be started while its disk is read: qemu-img locks the file.
            return current == null
                    ? RestingCopy.begin(driver.images(), had, to)
                    : QemuDisks.copy(current, disk, to);
        } catch (QmpException e) {
            throw failed("copy the disk " + disk, e);
        } finally {
            turn.unlock();
        }
    }

    private Disk disk(DiskId disk) {
        alive();
        return spec.disks().stream()
                .filter(had -> had.id().equals(disk))
                .findAny()
                .orElseThrow(() -> new MachineStateException(id, "has no disk " + disk));
    }

    private QemuRun running() {
        require(MachineState.RUNNING);
        QemuRun current = run;
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

    private void alive() {
        if (state == MachineState.TERMINATED) {
            throw new MachineStateException(id, "is terminated");
        }
    }

    private DriverFailureException failed(String what, QmpException e) {
        return new DriverFailureException(id + " can't " + what + ": " + e.getMessage(), e);
    }

    /** Keeps a talkative machine from filling the host's storage. */
    void trimConsole() {
        try {
            if (Files.exists(files.console()) && Files.size(files.console()) > LONGEST_CONSOLE) {
                byte[] tail = files.consoleTail(KEPT_CONSOLE);
                // QEMU appends, so what it writes meanwhile comes behind.
                Files.write(files.console(), tail);
            }
        } catch (IOException e) {
            // The machine is going; so is its console.
        }
    }
}
