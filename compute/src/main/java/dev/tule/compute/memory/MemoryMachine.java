package dev.tule.compute.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineMetrics;
import dev.tule.compute.MachineState;
import dev.tule.compute.MachineStateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A machine that is an entry of a table. Events are told outside its lock. */
final class MemoryMachine implements Machine {
    private final MemoryDriver driver;
    private final MachineId id;

    @GuardedBy("this")
    private LaunchSpec spec;

    @GuardedBy("this")
    private MachineState state = MachineState.RUNNING;

    @GuardedBy("this")
    private boolean healthy = true;

    @GuardedBy("this")
    private final StringBuilder console = new StringBuilder();

    MemoryMachine(MemoryDriver driver, LaunchSpec spec) {
        this.driver = driver;
        this.id = spec.id();
        this.spec = spec;
    }

    @Override
    public MachineId id() {
        return id;
    }

    @Override
    public synchronized LaunchSpec spec() {
        return spec;
    }

    @Override
    public synchronized MachineState state() {
        return state;
    }

    @Override
    public long processId() {
        return 0;
    }

    @Override
    public void start() {
        start(spec());
    }

    @Override
    public synchronized void start(LaunchSpec changed) {
        if (!changed.id().equals(id)) {
            throw new IllegalArgumentException(changed.id() + " is not " + id);
        }
        require(MachineState.STOPPED);
        driver.enter(changed);
        spec = changed;
        state = MachineState.RUNNING;
        healthy = true;
    }

    @Override
    public void stop(Duration grace) {
        exit(ExitCause.STOPPED);
    }

    void exit(ExitCause cause) {
        synchronized (this) {
            require(MachineState.RUNNING);
            state = MachineState.STOPPED;
        }
        driver.left(id, cause);
    }

    @Override
    public void reboot() {
        synchronized (this) {
            require(MachineState.RUNNING);
        }
        driver.rebooted(id);
    }

    @Override
    public void terminate() {
        boolean ran;
        synchronized (this) {
            if (state == MachineState.TERMINATED) {
                return;
            }
            ran = state == MachineState.RUNNING;
            state = MachineState.TERMINATED;
        }
        driver.terminated(id);
        if (ran) {
            driver.left(id, ExitCause.STOPPED);
        }
    }

    synchronized void write(String text) {
        console.append(text);
    }

    synchronized void sicken(boolean now) {
        healthy = now;
    }

    @Override
    public synchronized byte[] console(int mostBytes) {
        byte[] all = console.toString().getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOfRange(all, Math.max(0, all.length - mostBytes), all.length);
    }

    @Override
    public synchronized MachineMetrics metrics() {
        require(MachineState.RUNNING);
        return new MachineMetrics(driver.clock().instant(), Duration.ZERO, 0, Map.of());
    }

    @Override
    public synchronized boolean healthy() {
        return state == MachineState.RUNNING && healthy;
    }

    @Override
    public synchronized void attach(Disk disk) {
        alive();
        if (spec.disks().stream().anyMatch(had -> had.id().equals(disk.id()))) {
            throw new MachineStateException(id, "has the disk " + disk.id());
        }
        List<Disk> disks = new ArrayList<>(spec.disks());
        disks.add(disk);
        spec = spec.withDisks(disks);
    }

    @Override
    public synchronized void detach(DiskId disk, Duration grace) {
        Disk had = disk(disk);
        List<Disk> disks = new ArrayList<>(spec.disks());
        disks.remove(had);
        spec = spec.withDisks(disks);
    }

    @Override
    public synchronized void resize(DiskId disk, long sizeBytes) {
        var _ = disk(disk);
    }

    @Override
    public synchronized DiskCopy copy(DiskId disk, DiskFile to) {
        Path from = disk(disk).file();
        try {
            if (Files.exists(from)) {
                Files.copy(from, to.path(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new DriverFailureException("can't copy the disk " + disk + ": " + e, e);
        }
        return new Done();
    }

    @GuardedBy("this")
    private Disk disk(DiskId disk) {
        alive();
        return spec.disks().stream()
                .filter(had -> had.id().equals(disk))
                .findAny()
                .orElseThrow(() -> new MachineStateException(id, "has no disk " + disk));
    }

    @GuardedBy("this")
    private void require(MachineState wanted) {
        if (state != wanted) {
            throw new MachineStateException(id, "is " + state + ", not " + wanted);
        }
    }

    @GuardedBy("this")
    private void alive() {
        if (state == MachineState.TERMINATED) {
            throw new MachineStateException(id, "is terminated");
        }
    }

    private record Done() implements DiskCopy {
        @Override
        public double progress() {
            return 1;
        }

        @Override
        public boolean await(Duration atMost) {
            return true;
        }

        @Override
        public void cancel() {
            // Nothing is left to give up.
        }
    }
}
