package dev.tule.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.host.HostProcess;
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

/**
 * What holds of machines that share this host's kernel, in the user-space network, with a person
 * who logs in.
 */
public abstract class SharedKernelContract extends InstanceDriverContract {
    @TempDir protected static Path directory;

    protected static TestNetwork network;

    @BeforeAll
    static void openNetwork() throws IOException {
        network = new TestNetwork(Files.createDirectory(directory.resolve("net")));
    }

    @AfterAll
    static void closeNetwork() throws IOException {
        network.close();
    }

    /** What the driver's machines are made of. */
    protected abstract Boot boot();

    /** Room for two machines, as the contract wants it. */
    protected static HostBudget roomForTwo() {
        return new HostBudget(2 * (MEMORY + 60), 64, 1, 60);
    }

    @Override
    protected LaunchSpec spec(String id) {
        return machine(id, List.of());
    }

    private LaunchSpec machine(String id, List<Disk> disks) {
        try {
            return LaunchSpec.of(id, 1, MEMORY, boot(), disks, List.of(network.link(id)));
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
        assertThat(network.ssh("i-20", "hostname")).matches("i-20(\\.internal)?\n");
        assertThat(new String(machine.console(4_096), StandardCharsets.UTF_8))
                .contains("ready for SSH, instance i-20");
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
    void disksAreRefusedByName() {
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
                .hasMessage("the driver " + driver().name() + " can't: disks");
    }
}
