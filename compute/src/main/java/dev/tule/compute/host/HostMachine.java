package dev.tule.compute.host;

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
import dev.tule.compute.MachineState;
import dev.tule.compute.MachineStateException;
import dev.tule.compute.UnsupportedByDriverException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The life that the machines of all drivers on this host share: a run from each start to its end,
 * room taken and given back, what is written down, and what is told. What a run is made of, the
 * driver's own class knows. What a machine is, is changed by whoever has its turn, and read by
 * anybody.
 *
 * @param <R> what there is of it while it runs
 */
public abstract class HostMachine<R extends MachineRun> implements Machine {
    /** Between two presses of the power button: a system that begins doesn't listen yet. */
    private static final Duration PRESS = Duration.ofSeconds(2);

    private static final Duration DEATH = Duration.ofSeconds(10);

    /** Held by whoever changes the machine; its calls wait for one another. */
    protected final ReentrantLock turn = new ReentrantLock();

    private final HostDriver driver;
    private final MachineId id;
    private final Path description;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService events;

    private volatile LaunchSpec spec;
    private volatile MachineState state = MachineState.STOPPED;
    private volatile @Nullable R run;

    /** The run that was asked to end. */
    private volatile @Nullable R stopping;

    /**
     * @param description where it is written down
     */
    protected HostMachine(HostDriver driver, LaunchSpec spec, Path description) {
        this.driver = driver;
        this.id = spec.id();
        this.spec = spec;
        this.description = description;
        this.events =
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("events-of-" + spec.id()).factory());
    }

    // ---- What the driver's own class does, always by whoever has the turn.

    /** Puts down what a new machine begins with, before anything of it runs. */
    protected void make() throws IOException {}

    /** Begins a run, of what {@link #spec} will say once it has begun. */
    protected abstract R run(LaunchSpec changed) throws IOException;

    /** Has {@link #settle} called when the run is over, on a thread of its own. */
    protected abstract void watch(R begun);

    /** Clears away what a run leaves that is of no use to the next. */
    protected void clear() {}

    /** Removes all that there is. */
    protected abstract void remove();

    /**
     * Takes up what an earlier driver left: by {@link #takeUp} or {@link #tellUnseen}, or neither
     * if it was stopped already.
     *
     * @param known the process that was written down; null if none was
     */
    protected abstract void adopt(@Nullable HostProcess known) throws IOException;

    // ---- What it is.

    @Override
    public final MachineId id() {
        return id;
    }

    @Override
    public final LaunchSpec spec() {
        return spec;
    }

    @Override
    public final MachineState state() {
        return state;
    }

    @Override
    public final long processId() {
        R current = run;
        return current == null ? 0 : current.process().pid();
    }

    /** What there is of it now, if anything. */
    protected final @Nullable R current() {
        return run;
    }

    /** Writes down what it is made of. */
    final void describe() {
        R current = run;
        new MachineDescription(spec, current == null ? null : current.process()).write(description);
    }

    /** Changes what it is made of, and writes that down. */
    @GuardedBy("turn")
    protected final void change(LaunchSpec changed) {
        spec = changed;
        describe();
    }

    // ---- From start to end.

    @Override
    public final void start() {
        start(spec);
    }

    @Override
    public final void start(LaunchSpec changed) {
        if (!changed.id().equals(id)) {
            throw new IllegalArgumentException(changed.id() + " is not " + id);
        }
        driver.check(changed);
        turn.lock();
        try {
            require(MachineState.STOPPED);
            driver.admission().admit(changed);
            try {
                clear();
                R begun = run(changed);
                spec = changed;
                begin(begun);
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

    /** A run has begun, or follows upon another without the machine's having stopped. */
    @GuardedBy("turn")
    protected final void begin(R begun) {
        run = begun;
        state = MachineState.RUNNING;
        describe();
        watch(begun);
    }

    /** It runs on from an earlier driver's time. */
    protected final void takeUp(R found) {
        turn.lock();
        try {
            driver.admission().readmit(spec);
            begin(found);
        } finally {
            turn.unlock();
        }
    }

    /** It ended when nobody watched. */
    protected final void tellUnseen() {
        describe();
        tell(new MachineEvent.Exited(id, clock.instant(), ExitCause.UNSEEN));
    }

    /**
     * A run is over: whoever comes first makes the machine a stopped one.
     *
     * @param cause of its end, if nobody has asked for it
     */
    protected final void settle(R over, ExitCause cause) {
        turn.lock();
        try {
            if (!over.equals(run)) {
                return;
            }
            run = null;
            state = MachineState.STOPPED;
            driver.admission().release(id);
            clear();
            describe();
            tell(
                    new MachineEvent.Exited(
                            id,
                            clock.instant(),
                            over.equals(stopping) ? ExitCause.STOPPED : cause));
        } finally {
            turn.unlock();
        }
    }

    /** Whether a run's end was asked for. */
    protected final boolean isStopping(R which) {
        return which.equals(stopping);
    }

    protected final void tellRebooted() {
        tell(new MachineEvent.Rebooted(id, clock.instant()));
    }

    private void tell(MachineEvent event) {
        try {
            events.execute(() -> driver.feed().tell(event));
        } catch (RejectedExecutionException e) {
            // The driver has been closed; nobody listens.
        }
    }

    @Override
    public final void stop(Duration grace) {
        R hurried = grace.isZero() ? run : null;
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
            R current = running();
            stopping = current;
            if (!pressPowerButton(current, grace)) {
                end(current);
            }
            settle(current, ExitCause.STOPPED);
        } finally {
            turn.unlock();
        }
    }

    private static boolean pressPowerButton(MachineRun current, Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        for (long left = grace.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            try {
                current.pressPowerButton();
            } catch (IOException e) {
                // It doesn't answer, perhaps because it ends: then that is seen below.
            }
            if (current.awaitEnd(Duration.ofNanos(Math.min(left, PRESS.toNanos())))) {
                return true;
            }
        }
        return current.awaitEnd(Duration.ZERO);
    }

    private void end(MachineRun current) {
        current.kill();
        if (!current.awaitEnd(DEATH)) {
            throw new DriverFailureException(id + "'s process can't be ended");
        }
    }

    @Override
    public final void terminate() {
        turn.lock();
        try {
            if (state == MachineState.TERMINATED) {
                return;
            }
            R current = run;
            if (current != null) {
                stopping = current;
                end(current);
                settle(current, ExitCause.STOPPED);
            }
            state = MachineState.TERMINATED;
            remove();
            driver.forget(this);
            events.shutdown();
        } finally {
            turn.unlock();
        }
    }

    /** Leaves it to a later driver. */
    final void letGo() {
        R current = run;
        // What becomes of it from now on is not this driver's to write down.
        run = null;
        if (current != null) {
            current.letGo();
        }
        events.shutdown();
    }

    // ---- Disks, for drivers that have none.

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

    private UnsupportedByDriverException noDisks() {
        return new UnsupportedByDriverException(driver.name(), "disks");
    }

    // ---- What is asked of its state.

    /** The moment, for what is told or measured. */
    protected final Clock clock() {
        return clock;
    }

    /** What there is of it, which must be something. */
    protected final R running() {
        require(MachineState.RUNNING);
        R current = run;
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

    /** It must be there, running or not. */
    protected final void requireAlive() {
        if (state == MachineState.TERMINATED) {
            throw new MachineStateException(id, "is terminated");
        }
    }
}
