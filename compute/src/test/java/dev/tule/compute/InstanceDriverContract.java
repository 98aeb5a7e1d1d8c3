package dev.tule.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every driver does. */
public abstract class InstanceDriverContract {
    /** A machine's memory in this suite, in MiB. */
    protected static final int MEMORY = 128;

    protected static final Duration GRACE = Duration.ofSeconds(20);

    private final BlockingQueue<MachineEvent> events = new LinkedBlockingQueue<>();
    private InstanceDriver driver;

    /** A driver with room for two machines. */
    protected abstract InstanceDriver open();

    /** A machine that the driver can run. */
    protected abstract LaunchSpec spec(String id);

    /** Waits until the system in the machine listens to its power button. */
    protected abstract void awaitSystem(Machine machine) throws Exception;

    /** The machine shuts down by itself. */
    protected abstract void shutDownFromWithin(InstanceDriver driver, Machine machine)
            throws Exception;

    @BeforeEach
    void openDriver() {
        driver = open();
        driver.subscribe(events::add);
    }

    @AfterEach
    void endMachines() {
        driver.machines().forEach(Machine::terminate);
        driver.close();
    }

    protected final InstanceDriver driver() {
        return driver;
    }

    protected final MachineEvent nextEvent() throws InterruptedException {
        MachineEvent event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    @Test
    void aMachineGoesThroughItsStates() throws Exception {
        Machine machine = driver.launch(spec("i-1"));
        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);
        assertThat(driver.find(machine.id())).contains(machine);
        assertThat(machine.healthy()).isTrue();
        awaitSystem(machine);

        machine.stop(GRACE);

        assertThat(machine.state()).isEqualTo(MachineState.STOPPED);
        assertThat(machine.healthy()).isFalse();
        assertThat(nextEvent())
                .isInstanceOfSatisfying(
                        MachineEvent.Exited.class,
                        exited -> assertThat(exited.cause()).isEqualTo(ExitCause.STOPPED));
        assertThat(driver.occupancy().machines()).isZero();

        machine.start();

        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);
        awaitSystem(machine);
        machine.reboot();
        assertThat(nextEvent()).isInstanceOf(MachineEvent.Rebooted.class);
        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);

        machine.terminate();

        assertThat(machine.state()).isEqualTo(MachineState.TERMINATED);
        assertThat(driver.find(machine.id())).isEmpty();
        assertThat(nextEvent()).isInstanceOf(MachineEvent.Exited.class);
        assertThat(driver.occupancy().takenMemoryMib()).isZero();
    }

    @Test
    void aShutdownFromWithinIsTold() throws Exception {
        Machine machine = driver.launch(spec("i-2"));
        awaitSystem(machine);

        shutDownFromWithin(driver, machine);

        assertThat(nextEvent())
                .isInstanceOfSatisfying(
                        MachineEvent.Exited.class,
                        exited -> {
                            assertThat(exited.machine()).isEqualTo(machine.id());
                            assertThat(exited.cause()).isEqualTo(ExitCause.GUEST_SHUTDOWN);
                        });
        assertThat(machine.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void theHostsRoomIsNotExceeded() {
        driver.launch(spec("i-3"));
        Machine second = driver.launch(spec("i-4"));

        assertThatThrownBy(() -> driver.launch(spec("i-5")))
                .isInstanceOf(InsufficientCapacityException.class)
                .hasMessageContaining("MiB of memory needed");

        second.terminate();
        assertThat(driver.launch(spec("i-5")).state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void anIdIsUsedOnce() {
        Machine machine = driver.launch(spec("i-6"));

        assertThatThrownBy(() -> driver.launch(spec("i-6")))
                .isInstanceOf(MachineStateException.class);
        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void whatTheStateDoesNotAllowIsRefused() {
        Machine machine = driver.launch(spec("i-7"));
        assertThatThrownBy(machine::start).isInstanceOf(MachineStateException.class);

        machine.stop(Duration.ZERO);

        assertThatThrownBy(machine::reboot).isInstanceOf(MachineStateException.class);
        assertThatThrownBy(() -> machine.stop(GRACE)).isInstanceOf(MachineStateException.class);
        machine.terminate();
        machine.terminate();
        assertThatThrownBy(machine::start).isInstanceOf(MachineStateException.class);
    }

    @Test
    void aForcedStopDoesNotWaitForTheGraceOfAnother() throws Exception {
        Machine machine = driver.launch(spec("i-10"));
        CountDownLatch asked = new CountDownLatch(1);
        Thread patient =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    asked.countDown();
                                    try {
                                        machine.stop(GRACE.multipliedBy(3));
                                    } catch (MachineStateException e) {
                                        // The other was quicker.
                                    }
                                });
        asked.await();

        try {
            machine.stop(Duration.ZERO);
        } catch (MachineStateException e) {
            // Where a system shuts down at once, there is nothing left to force.
        }

        assertThat(machine.state()).isEqualTo(MachineState.STOPPED);
        assertThat(patient.join(GRACE)).isTrue();
    }

    @Test
    void allAreStoppedWhenThatIsAskedFor() throws Exception {
        Machine first = driver.launch(spec("i-8"));
        Machine second = driver.launch(spec("i-9"));

        driver.stopAll(Duration.ZERO);

        assertThat(first.state()).isEqualTo(MachineState.STOPPED);
        assertThat(second.state()).isEqualTo(MachineState.STOPPED);
        assertThat(driver.occupancy().machines()).isZero();
        assertThat(nextEvent()).isInstanceOf(MachineEvent.Exited.class);
        assertThat(nextEvent()).isInstanceOf(MachineEvent.Exited.class);
    }
}
