package dev.tule.compute.qemu;

import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineMetrics;
import dev.tule.compute.MachineStateException;
import dev.tule.compute.host.HostMachine;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.qmp.QmpException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine that is a QEMU process while it runs. */
final class QemuMachine extends HostMachine<QemuRun> {
    private static final System.Logger LOG = System.getLogger(QemuMachine.class.getName());
    private static final Duration DEATH = Duration.ofSeconds(10);

    private final QemuDriver driver;
    private final MachineFiles files;

    QemuMachine(QemuDriver driver, LaunchSpec spec, MachineFiles files) {
        super(driver, spec, files.description());
        this.driver = driver;
        this.files = files;
    }

    /** Takes up a process of this machine's that an earlier driver started. */
    @Override
    protected void adopt(@Nullable HostProcess known) throws IOException {
        // What had been started when this process ended is not written down yet.
        Optional<HostProcess> process =
                known == null ? QemuStarter.process(files) : Optional.of(known);
        if (process.isPresent() && process.get().alive()) {
            try {
                takeUp(connect(process.get()));
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, id() + " doesn't answer, and is ended: " + e);
                process.get().kill();
                process.get().awaitEnd(DEATH);
            }
        }
        files.removeSockets();
        if (known != null) {
            tellUnseen();
        }
    }

    private QemuRun connect(HostProcess process) throws QmpException {
        QemuRun found = QemuRun.connect(process, files, driver.config().answer());
        String uuid = found.execute("query-uuid").path("UUID").asText();
        if (!uuid.equals(CommandLine.uuid(files).toString())) {
            found.letGo();
            throw new DriverFailureException("the process " + process.pid() + " isn't " + id());
        }
        return found;
    }

    @Override
    protected QemuRun run(LaunchSpec changed) throws IOException {
        Files.deleteIfExists(files.console().path());
        return driver.starter().start(changed, files);
    }

    @Override
    protected void watch(QemuRun begun) {
        begun.onReboot(this::tellRebooted);
        var _ =
                begun.ended()
                        .thenAcceptAsync(
                                cause -> settle(begun, cause),
                                task -> Thread.ofVirtual().start(task));
    }

    @Override
    protected void clear() {
        files.removeSockets();
    }

    @Override
    protected void remove() {
        files.remove();
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
    public byte[] console(int mostBytes) {
        return files.console().tail(mostBytes);
    }

    /** Keeps a talkative machine from filling the host's storage. */
    void trimConsole() {
        files.console().trim();
    }

    @Override
    public MachineMetrics metrics() {
        turn.lock();
        try {
            QemuRun current = running();
            return new MachineMetrics(
                    clock().instant(),
                    current.process().cpuTime(),
                    current.process().residentBytes(),
                    QemuDisks.counters(current, spec()));
        } catch (QmpException e) {
            throw failed("be measured", e);
        } finally {
            turn.unlock();
        }
    }

    /** Doesn't wait for its turn: a machine that is busy may be healthy. */
    @Override
    public boolean healthy() {
        QemuRun current = current();
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
            requireAlive();
            List<Disk> disks = new ArrayList<>(spec().disks());
            if (disks.stream().anyMatch(had -> had.id().equals(disk.id()))) {
                throw new MachineStateException(id(), "has the disk " + disk.id() + " already");
            }
            disks.add(disk);
            LaunchSpec changed = spec().withDisks(disks);
            QemuRun current = current();
            if (current != null) {
                QemuDisks.plug(current, disk);
            }
            change(changed);
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
            QemuRun current = current();
            if (current != null && !QemuDisks.pull(current, disk, grace)) {
                throw new MachineStateException(id(), "its system holds on to the disk " + disk);
            }
            List<Disk> disks = new ArrayList<>(spec().disks());
            disks.remove(had);
            change(spec().withDisks(disks));
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
            QemuRun current = current();
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
            QemuRun current = current();
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
        requireAlive();
        return spec().disks().stream()
                .filter(had -> had.id().equals(disk))
                .findAny()
                .orElseThrow(() -> new MachineStateException(id(), "has no disk " + disk));
    }

    private DriverFailureException failed(String what, QmpException e) {
        return new DriverFailureException(id() + " can't " + what + ": " + e.getMessage(), e);
    }
}
