package dev.tule.compute.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.Boot;
import dev.tule.compute.Disk;
import dev.tule.compute.ExitCause;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.InstanceDriverContract;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineState;
import dev.tule.compute.UnsupportedByDriverException;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.qemu.TestNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a Podman, in the user-space network, with a person who logs in. */
class ContainerDriverTest extends InstanceDriverContract {
    @TempDir static Path directory;

    private static PodmanService podman;
    private static TestNetwork network;
    private static Boot.Archive tiny;
    private static Path programs;

    @BeforeAll
    static void openPodman() throws Exception {
        podman = PodmanService.start(Files.createDirectory(directory.resolve("podman")));
        network = new TestNetwork(Files.createDirectory(directory.resolve("net")));
        ImageBuilder images = new ImageBuilder(directory.resolve("images"));
        tiny = images.tinyArchive(step -> {});
        programs = images.containerPrograms(step -> {});
    }

    @AfterAll
    static void closePodman() throws IOException {
        network.close();
        podman.close();
    }

    @Override
    protected InstanceDriver open() {
        try {
            return ContainerDriver.open(
                    podman.socket(),
                    directory,
                    programs,
                    new HostBudget(2 * (MEMORY + 60), 64, 1, 60));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected LaunchSpec spec(String id) {
        return machine(id, List.of());
    }

    private static LaunchSpec machine(String id, List<Disk> disks) {
        try {
            return LaunchSpec.of(id, 1, MEMORY, tiny, disks, List.of(network.link(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void awaitSystem(Machine machine) throws Exception {
        network.ssh(machine.id().value(), "true");
    }

    @Override
    protected void shutDownFromWithin(InstanceDriver driver, Machine machine) throws Exception {
        network.ssh(machine.id().value(), soon("poweroff"));
    }

    /** When whoever asks for it has logged out. */
    private static String soon(String command) {
        return "(sleep 0.1; " + command + ") >/dev/null 2>&1 &";
    }

    @Test
    void aPersonLogsInToWhatRanItsUserData() throws Exception {
        network.userData("i-20", "#!/bin/sh\necho greetings > /root/said\n");
        Machine machine = driver().launch(spec("i-20"));

        assertThat(network.ssh("i-20", "while [ ! -s said ]; do sleep 0.05; done; cat said"))
                .isEqualTo("greetings\n");
        assertThat(network.ssh("i-20", "hostname")).isEqualTo("i-20\n");
        assertThat(new String(machine.console(4_096), StandardCharsets.UTF_8))
                .contains("ready for SSH, instance i-20");
    }

    @Test
    void itHasTheMemoryOfItsTypeAndAnotherAfterItsTypeChanged() throws Exception {
        Machine machine = driver().launch(spec("i-21"));
        network.ssh("i-21", "echo kept > /root/file");
        String limit = "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max";
        assertThat(network.ssh("i-21", limit + " 2>/dev/null || true"))
                .isEqualTo(((long) MEMORY << 20) + "\n");

        machine.stop(Duration.ZERO);
        machine.start(machine.spec().withSize(1, MEMORY / 2));

        assertThat(network.ssh("i-21", limit + " 2>/dev/null || true"))
                .isEqualTo(((long) MEMORY << 19) + "\n");
        assertThat(network.ssh("i-21", "cat /root/file")).isEqualTo("kept\n");
        assertThat(machine.metrics().residentBytes()).isPositive();
        assertThat(machine.metrics().cpuTime()).isPositive();
    }

    @Test
    void filesOutliveAStopAndARebootFromWithinIsTold() throws Exception {
        Machine machine = driver().launch(spec("i-22"));
        network.ssh("i-22", "echo kept > /root/file");

        network.ssh("i-22", soon("reboot"));
        assertThat(nextEvent()).isInstanceOf(MachineEvent.Rebooted.class);
        machine.stop(Duration.ZERO);
        assertThat(nextEvent()).isInstanceOf(MachineEvent.Exited.class);
        machine.start();

        assertThat(network.ssh("i-22", "cat /root/file")).isEqualTo("kept\n");
    }

    @Test
    void aDriverThatComesBackFindsItsMachinesAndThoseThatWereKilled() throws Exception {
        InstanceDriver earlier = open();
        Machine running = earlier.launch(spec("i-23"));
        long process = running.processId();
        earlier.close();
        InstanceDriver later = open();
        try {
            later.subscribe(event -> {});
            assertThat(later.adopt()).hasSize(1);
            Machine found = later.find(running.id()).orElseThrow();
            assertThat(found.state()).isEqualTo(MachineState.RUNNING);
            assertThat(found.processId()).isEqualTo(process);

            HostProcess leader = HostProcess.of(found.processId()).orElseThrow();
            var heard = new LinkedBlockingQueue<MachineEvent>();
            later.subscribe(heard::add);
            leader.kill();

            assertThat(heard.poll(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            MachineEvent.Exited.class,
                            exited -> assertThat(exited.cause()).isEqualTo(ExitCause.KILLED));
        } finally {
            later.machines().forEach(Machine::terminate);
            later.close();
        }
    }

    @Test
    void whatAContainerCanNotIsRefusedByName() {
        assertThatThrownBy(
                        () ->
                                driver().launch(
                                                machine(
                                                        "i-24",
                                                        List.of(
                                                                Disk.qcow2(
                                                                        "root",
                                                                        directory.resolve(
                                                                                "disk"))))))
                .isInstanceOf(UnsupportedByDriverException.class)
                .hasMessage("the driver docker can't: disks");
    }
}
