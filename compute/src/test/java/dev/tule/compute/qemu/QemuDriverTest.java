package dev.tule.compute.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Architecture;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DiskId;
import dev.tule.compute.DiskKey;
import dev.tule.compute.ExitCause;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.InstanceDriverContract;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineState;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.disk.EncryptedDisks;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.MachineImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real machines: QEMU, Debian's kernel, and a person who logs in. */
class QemuDriverTest extends InstanceDriverContract {
    /** Tells in a machine what its template waited at. */
    private static final String TEMPLATE = "grep -o 'tule[a-z.-]*gate' /proc/cmdline";

    @TempDir static Path directory;

    private static MachineImage image;
    private static TestNetwork network;
    private static DiskImages disks;

    @BeforeAll
    static void makeImageAndTemplates() throws Exception {
        disks = DiskImages.open();
        image = new ImageBuilder(directory.resolve("images")).tiny(Architecture.host(), line -> {});
        network = new TestNetwork(Files.createDirectory(directory.resolve("net")));
        try (QemuDriver driver = QemuDriver.open(config(), Accelerator.TCG)) {
            driver.prepare(machine("shape"));
            driver.prepare(machine("shape").withDisks(List.of()));
        }
    }

    @AfterAll
    static void closeNetwork() throws IOException {
        network.close();
    }

    private static QemuConfig config() {
        return QemuConfig.in(directory.resolve("vm"))
                .withBudget(new HostBudget(2 * (MEMORY + 60), 64, 1, 60));
    }

    @Override
    protected InstanceDriver open() {
        try {
            return QemuDriver.open(config(), Accelerator.TCG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected LaunchSpec spec(String id) {
        return machine(id);
    }

    private static LaunchSpec machine(String id) {
        Path root = directory.resolve(id + ".qcow2");
        try {
            if (!Files.exists(root)) {
                disks.createOn(image.disk(), DiskFormat.QCOW2, root, image.diskBytes());
            }
            return LaunchSpec.of(
                    id,
                    1,
                    MEMORY,
                    image.boot(),
                    List.of(Disk.qcow2("root", root)),
                    List.of(network.link(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void awaitSystem(Machine machine) throws IOException {
        var _ = network.ssh(machine.id().value(), "true");
    }

    @Override
    protected void shutDownFromWithin(InstanceDriver driver, Machine machine) throws IOException {
        var _ = network.ssh(machine.id().value(), "poweroff");
    }

    @Test
    void whatIsWrittenIsThereAfterAStop() throws Exception {
        network.userData("i-20", "#!/bin/sh\necho launched >>/root/launches\n");
        Machine machine = driver().launch(machine("i-20"));
        assertThat(network.ssh("i-20", "echo kept >/root/file; sync; hostname; " + TEMPLATE))
                .as("of the template that has begun to run the same root")
                .isEqualTo("i-20.internal\ntule.agent-gate\n");

        machine.stop(GRACE);
        machine.start();

        assertThat(network.ssh("i-20", "cat /root/file /root/launches; " + TEMPLATE))
                .as("of one that knows no root, since this one isn't the same any more")
                .isEqualTo("kept\nlaunched\ntule.gate\n");
        assertThat(machine.console(1 << 16))
                .asString(StandardCharsets.UTF_8)
                .contains("tule: ready for SSH, instance i-20");
    }

    @Test
    void machinesOfOneTemplateShareNoSecretAndKnowTheTime() throws Exception {
        Machine first = driver().launch(machine("i-21"));
        Machine second = driver().launch(machine("i-22"));
        String secrets =
                "cat /proc/sys/kernel/random/uuid; sha256sum /etc/dropbear/dropbear_ed25519_host_key; date +%s;"
                        + " cat /sys/class/net/eth0/address; grep -c gate= /proc/cmdline;"
                        + " awk '/virtio0-input/ { print ($2 > 0) }' /proc/interrupts";

        List<String> one = network.ssh("i-21", secrets).lines().toList();
        List<String> other = network.ssh("i-22", secrets).lines().toList();

        assertThat(one.get(0)).isNotEqualTo(other.get(0));
        assertThat(one.get(1)).isNotEqualTo(other.get(1));
        assertThat(Long.parseLong(one.get(2)))
                .isBetween(
                        System.currentTimeMillis() / 1000 - 30,
                        System.currentTimeMillis() / 1000 + 2);
        assertThat(one.get(3)).isEqualTo(first.spec().links().getFirst().mac());
        assertThat(other.get(3)).isEqualTo(second.spec().links().getFirst().mac());
        assertThat(one.get(4)).as("it came from a template").isEqualTo("1");
        assertThat(one.get(5)).as("it got randomness from its host").isEqualTo("1");
    }

    @Test
    void beingKilledFromOutsideIsNoticed() throws Exception {
        Machine machine = driver().launch(machine("i-23"));

        ProcessHandle.of(machine.processId()).orElseThrow().destroyForcibly();

        assertThat(nextEvent())
                .isInstanceOfSatisfying(
                        MachineEvent.Exited.class,
                        exited -> assertThat(exited.cause()).isEqualTo(ExitCause.KILLED));
        assertThat(machine.state()).isEqualTo(MachineState.STOPPED);
        assertThat(driver().occupancy().machines()).isZero();
    }

    @Test
    void machinesOutliveTheDriver() throws Exception {
        Machine before = driver().launch(machine("i-24"));
        awaitSystem(before);
        long process = before.processId();
        driver().close();

        try (InstanceDriver later = open()) {
            List<Machine> adopted = later.adopt();

            assertThat(adopted).hasSize(1);
            Machine machine = adopted.getFirst();
            assertThat(machine.processId()).isEqualTo(process);
            assertThat(machine.spec()).isEqualTo(before.spec());
            assertThat(machine.healthy()).isTrue();
            assertThat(later.occupancy().takenMemoryMib()).isEqualTo(MEMORY + 60);
            assertThat(network.ssh("i-24", "hostname")).isEqualTo("i-24.internal\n");
            machine.terminate();
        }
        assertThat(HostProcess.of(process).filter(HostProcess::alive)).isEmpty();
    }

    @Test
    void aMachineThatEndedUnseenIsFoundStopped() throws Exception {
        Machine before = driver().launch(machine("i-25"));
        ProcessHandle process = ProcessHandle.of(before.processId()).orElseThrow();
        driver().close();
        process.destroyForcibly();

        try (InstanceDriver later = open()) {
            var told = new LinkedBlockingQueue<MachineEvent>();
            later.subscribe(told::add);
            // The process may take a moment to go.
            process.onExit().get(10, TimeUnit.SECONDS);
            Machine machine = later.adopt().getFirst();

            assertThat(machine.state()).isEqualTo(MachineState.STOPPED);
            assertThat(told.poll(5, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            MachineEvent.Exited.class,
                            exited -> assertThat(exited.cause()).isEqualTo(ExitCause.UNSEEN));
            machine.start();
            assertThat(machine.healthy()).isTrue();
            machine.terminate();
        }
    }

    @Test
    void disksComeGrowAreCopiedAndGoWhileTheMachineRuns() throws Exception {
        Machine machine = driver().launch(machine("i-26"));
        awaitSystem(machine);
        Path file = directory.resolve("vol.qcow2");
        DiskId volume = new DiskId("vol-0123456789abcdef0");
        DiskKey key = new DiskKey("key", "a-key-of-this-test-alone");
        encrypted().create(DiskFile.qcow2(file, key), 64 << 20);

        machine.attach(Disk.of(volume.value(), DiskFile.qcow2(file, key)));

        assertThat(
                        network.ssh(
                                "i-26",
                                "while ! [ -b /dev/sdb ]; do usleep 1000; done;"
                                        + " cat /sys/block/sdb/size; mkfs.ext2 /dev/sdb >/dev/null;"
                                        + " mount /dev/sdb /mnt; echo first >/mnt/file; umount /mnt"))
                .startsWith("131072\n");

        Path snapshot = directory.resolve("snapshot.qcow2");
        encrypted().create(DiskFile.qcow2(snapshot, key), 64 << 20);
        DiskCopy copy = machine.copy(volume, DiskFile.qcow2(snapshot, key));
        var _ = network.ssh("i-26", "mount /dev/sdb /mnt; echo second >/mnt/file; umount /mnt");
        assertThat(copy.await(Duration.ofSeconds(30))).isTrue();
        assertThat(copy.progress()).isEqualTo(1);

        machine.resize(volume, 128 << 20);
        assertThat(network.ssh("i-26", "cat /sys/block/sdb/size")).isEqualTo("262144\n");
        assertThat(machine.metrics().disks())
                .hasEntrySatisfying(
                        volume, counters -> assertThat(counters.writtenBytes()).isPositive());
        assertThat(machine.metrics().residentBytes()).isPositive();

        machine.detach(volume, GRACE);
        assertThat(network.ssh("i-26", "ls /sys/block")).doesNotContain("sdb");

        // What the copy shows is what there was when it was begun.
        machine.attach(Disk.of("copy", DiskFile.qcow2(snapshot, key)));
        assertThat(
                        network.ssh(
                                "i-26",
                                "while ! [ -b /dev/sdb ]; do usleep 1000; done;"
                                        + " mount /dev/sdb /mnt; cat /mnt/file; umount /mnt"))
                .isEqualTo("first\n");
        assertThat(machine.spec().disks()).hasSize(2);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("second");
        assertThat(Files.readString(directory.resolve("vm/machines/i-26/machine.json")))
                .doesNotContain(key.passphrase());
    }

    private static EncryptedDisks encrypted() {
        return new EncryptedDisks(() -> disks, directory.resolve("keys"));
    }

    @Test
    void aRunningMachinesRootBecomesAnImage() throws Exception {
        Machine machine = driver().launch(machine("i-27"));
        var _ = network.ssh("i-27", "echo mine >/root/file; sync");
        Path captured = directory.resolve("captured.qcow2");
        disks.create(captured, image.diskBytes());

        assertThat(
                        machine.copy(new DiskId("root"), DiskFile.qcow2(captured))
                                .await(Duration.ofSeconds(60)))
                .isTrue();

        assertThat(disks.info(captured, DiskFormat.QCOW2).backing()).isEmpty();
        assertThat(disks.info(captured, DiskFormat.QCOW2).sizeBytes()).isEqualTo(image.diskBytes());
        LaunchSpec like = machine("i-28");
        Machine second = driver().launch(like.withDisks(List.of(Disk.qcow2("root", captured))));
        assertThat(second.healthy()).isTrue();
        assertThat(network.ssh("i-28", "cat /root/file")).isEqualTo("mine\n");
    }

    @Test
    void aMachineWithAnEncryptedRootBootsWhereItsTemplateIsBroken() throws Exception {
        Map<Path, byte[]> states = templateStates();
        for (var state : states.entrySet()) {
            byte[] whole = state.getValue();
            Files.write(state.getKey(), Arrays.copyOf(whole, whole.length / 2));
        }
        try {
            DiskKey key = new DiskKey("key", "a-key-of-this-test-alone");
            DiskFile root = DiskFile.qcow2(directory.resolve("i-29-root.qcow2"), key);
            encrypted().createOn(image.disk(), root, image.diskBytes());
            var _ = driver().launch(machine("i-29").withDisks(List.of(Disk.of("root", root))));

            assertThat(network.ssh("i-29", "grep -c gate= /proc/cmdline; true")).isEqualTo("0\n");
        } finally {
            for (var state : states.entrySet()) {
                Files.write(state.getKey(), state.getValue());
            }
        }
    }

    @Test
    void aProbeTellsWhetherMachinesRun() throws Exception {
        AcceleratorProbe probe = new AcceleratorProbe(config());
        QemuBinary qemu = QemuBinary.find(Architecture.host()).orElseThrow();

        assertThat(probe.works(qemu, image.boot(), Accelerator.TCG)).isTrue();
        QemuBinary none = new QemuBinary(Architecture.host(), Path.of("/bin/false"), "0", "none");
        assertThat(probe.works(none, image.boot(), Accelerator.TCG)).isFalse();
    }

    private static Map<Path, byte[]> templateStates() throws IOException {
        Map<Path, byte[]> states = new HashMap<>();
        try (Stream<Path> all = Files.list(directory.resolve("vm/templates"))) {
            for (Path template : (Iterable<Path>) all::iterator) {
                Path state = template.resolve("state");
                states.put(state, Files.readAllBytes(state));
            }
        }
        assertThat(states).hasSize(2);
        return states;
    }
}
