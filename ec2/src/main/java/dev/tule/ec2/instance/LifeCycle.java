package dev.tule.ec2.instance;

import static software.amazon.awssdk.services.ec2.model.InstanceStateName.PENDING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.SHUTTING_DOWN;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPED;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.TERMINATED;

import dev.tule.compute.Capability;
import dev.tule.compute.ComputeException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.InsufficientCapacityException;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineState;
import dev.tule.compute.MachineStateException;
import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Place;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StateReason;

/**
 * Leads instances from the states that actions put them in to those that follow:
 *
 * <pre>
 * pending        the machine is launched or started          running
 * stopping       the machine is stopped                      stopped
 * shutting-down  the machine is ended, its disks freed       terminated
 * running        the machine has ended by itself             stopping, shutting-down or stopped
 * </pre>
 *
 * <p>Each step looks at what there is before it does anything, so it may be done again after a
 * crash at any point of it. Steps of one instance are done one at a time, under its lock, which is
 * held while the driver works; no lock is taken under it but the driver's.
 */
public final class LifeCycle implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LifeCycle.class.getName());

    /** How long a machine's system may take to shut down. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration END = Duration.ofSeconds(10);

    private final Place place;
    private final Host host;
    private final InstanceNetwork network;
    private final MachineBuilder builder;
    private final InstanceDisks disks;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean launchesHeld;
    private volatile boolean closed;

    LifeCycle(Place place, Host host, InstanceNetwork network, InstanceDisks disks) {
        this.place = place;
        this.host = host;
        this.network = network;
        this.disks = disks;
        this.builder = new MachineBuilder(place, host, network, disks);
    }

    /** Has an instance that an action put on its way go on. */
    void kick(String id) {
        behind(id, this::proceed);
    }

    /** As {@link #kick}, without asking the machine's system. */
    void kickForced(String id) {
        // Whoever waits for the system to shut down holds the lock: the machine is ended beside.
        work(
                id,
                () -> {
                    end(id);
                    alone(id, () -> proceed(id));
                });
    }

    private void end(String id) {
        try {
            machine(id)
                    .filter(found -> found.state() == MachineState.RUNNING)
                    .ifPresent(found -> found.stop(Duration.ZERO));
        } catch (MachineStateException e) {
            // It stopped by itself meanwhile.
        }
    }

    private void behind(String id, Consumer<String> step) {
        work(id, () -> alone(id, () -> step.accept(id)));
    }

    private void work(String id, Runnable steps) {
        if (closed) {
            return;
        }
        Thread thread =
                Thread.ofVirtual()
                        .name("instance-" + id)
                        .unstarted(
                                () -> {
                                    try {
                                        steps.run();
                                    } catch (RuntimeException e) {
                                        LOG.log(Level.ERROR, "Instance " + id + " is stuck", e);
                                    } finally {
                                        working.remove(Thread.currentThread());
                                    }
                                });
        working.add(thread);
        thread.start();
    }

    /** Does something with an instance while nothing else is done with it. */
    void alone(String id, Runnable work) {
        ReentrantLock lock = locks.computeIfAbsent(id, _ -> new ReentrantLock());
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private void proceed(String id) {
        while (!closed) {
            Instance instance =
                    place.read(rows -> InstanceRows.INSTANCES.find(rows, id)).orElse(null);
            if (instance == null) {
                return;
            }
            switch (States.name(instance)) {
                case PENDING -> {
                    if (launchesHeld) {
                        return;
                    }
                    begin(instance);
                }
                case STOPPING -> stop(instance);
                case SHUTTING_DOWN -> terminate(instance);
                case RUNNING, STOPPED, TERMINATED, UNKNOWN_TO_SDK_VERSION -> {
                    return;
                }
            }
        }
    }

    private Optional<Machine> machine(String id) {
        return host.drivers().get().find(new MachineId(id));
    }

    /** The machine of an instance, if it runs. Never opens the driver for that. */
    Optional<Machine> running(String id) {
        boolean alive =
                place.read(rows -> InstanceRows.INSTANCES.find(rows, id))
                        .map(found -> !States.is(found, TERMINATED))
                        .orElse(false);
        return alive
                ? machine(id).filter(found -> found.state() == MachineState.RUNNING)
                : Optional.empty();
    }

    /** Refuses what needs disks where the driver has none. */
    void requireDisks() {
        InstanceDriver driver = host.drivers().get();
        if (!driver.capabilities().can(Capability.DISKS)) {
            throw Faults.of(
                    "Unsupported",
                    "The driver %s of this host has no disks".formatted(driver.name()));
        }
    }

    private void begin(Instance instance) {
        String id = instance.instanceId();
        try {
            Optional<Machine> machine = machine(id);
            if (machine.isEmpty()) {
                var _ = host.drivers().get().launch(builder.build(instance));
            } else if (machine.get().state() != MachineState.RUNNING) {
                machine.get().start(builder.build(instance));
            }
            place.change(
                    rows -> {
                        disks.attached(rows, id);
                        change(
                                rows,
                                id,
                                PENDING,
                                row ->
                                        row.state(States.of(RUNNING))
                                                .stateReason((StateReason) null));
                    });
        } catch (InsufficientCapacityException e) {
            failed(instance, "Server.InsufficientInstanceCapacity", message(e));
        } catch (ComputeException e) {
            LOG.log(Level.ERROR, "Instance " + id + " does not start", e);
            failed(instance, "Server.InternalError", message(e));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Instance " + id + " does not start", e);
            failed(instance, "Server.InternalError", "Internal error on launch");
        }
    }

    /** Starts a machine that was stopped for a moment, with all that it needs. */
    void startAgain(Machine machine, Instance instance) {
        machine.start(builder.build(instance));
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** What never ran ends; what ran before is stopped again. */
    private void failed(Instance instance, String code, String message) {
        boolean first = instance.stateReason() != null;
        StateReason reason = States.reason(code, message);
        place.change(
                rows -> {
                    change(
                            rows,
                            instance.instanceId(),
                            PENDING,
                            row ->
                                    row.state(States.of(first ? SHUTTING_DOWN : STOPPED))
                                            .stateReason(reason)
                                            .stateTransitionReason(
                                                    States.serverInitiated(place.now())));
                    if (!first) {
                        network.unplug(rows, instance.instanceId());
                    }
                });
    }

    private void stop(Instance instance) {
        String id = instance.instanceId();
        machine(id)
                .filter(found -> found.state() == MachineState.RUNNING)
                .ifPresent(found -> found.stop(GRACE));
        stopped(id, STOPPING, UnaryOperator.identity());
    }

    private void stopped(
            String id, InstanceStateName from, UnaryOperator<Instance.Builder> reason) {
        place.change(
                rows -> {
                    change(rows, id, from, row -> reason.apply(row).state(States.of(STOPPED)));
                    network.unplug(rows, id);
                });
    }

    private void terminate(Instance instance) {
        String id = instance.instanceId();
        machine(id).ifPresent(Machine::terminate);
        var orphans =
                place.transact(
                        rows -> {
                            network.release(rows, id);
                            change(
                                    rows,
                                    id,
                                    SHUTTING_DOWN,
                                    row -> row.state(States.of(TERMINATED)));
                            InstanceRows.ended(rows, id, place.now());
                            return disks.release(rows, id);
                        });
        orphans.forEach(disks::removeFile);
        locks.remove(id);
    }

    private void change(
            dev.tule.store.Transaction rows,
            String id,
            InstanceStateName from,
            UnaryOperator<Instance.Builder> to) {
        InstanceRows.INSTANCES
                .find(rows, id)
                .filter(row -> States.is(row, from))
                .ifPresent(row -> InstanceRows.put(rows, to.apply(row.toBuilder()).build()));
    }

    /** Something happened to a machine, perhaps of this place. */
    public void heard(MachineEvent event) {
        if (event instanceof MachineEvent.Exited exited) {
            behind(exited.machine().value(), id -> ended(id, exited.cause()));
        }
    }

    /** A machine ended; if nobody asked for it, its instance follows. */
    private void ended(String id, ExitCause cause) {
        Optional<Instance> instance =
                place.read(rows -> InstanceRows.INSTANCES.find(rows, id))
                        .filter(found -> States.is(found, RUNNING));
        if (instance.isEmpty() || running(id).isPresent()) {
            return;
        }
        switch (cause) {
            case GUEST_SHUTDOWN -> {
                boolean terminates =
                        place.read(rows -> InstanceRows.ATTRIBUTES.get(rows, id))
                                .instanceInitiatedShutdownBehavior()
                                .value()
                                .equals("terminate");
                place.change(
                        rows -> {
                            change(
                                    rows,
                                    id,
                                    RUNNING,
                                    row ->
                                            row.state(
                                                            States.of(
                                                                    terminates
                                                                            ? SHUTTING_DOWN
                                                                            : STOPPING))
                                                    .stateReason(States.shutDownFromWithin())
                                                    .stateTransitionReason(""));
                        });
                proceed(id);
            }
            case STOPPED -> lost(id, "Server.ScheduledStop", "Stopped with the server");
            case GUEST_PANIC -> lost(id, "Server.InternalError", "The machine's system panicked");
            case KILLED -> lost(id, "Server.InternalError", "The machine's process was ended");
            case UNSEEN ->
                    lost(id, "Server.InternalError", "The machine ended while nobody watched");
        }
    }

    private void lost(String id, String code, String message) {
        stopped(
                id,
                RUNNING,
                row ->
                        row.stateReason(States.reason(code, message))
                                .stateTransitionReason(States.serverInitiated(place.now())));
    }

    /** Forgets the instances that have been terminated for long. */
    void sweep() {
        List<String> old = place.read(rows -> InstanceRows.forgettable(rows, place.now()));
        if (!old.isEmpty()) {
            place.change(
                    rows -> {
                        old.forEach(id -> InstanceRows.forget(rows, id));
                    });
        }
    }

    /** Takes up what an earlier run left: after the driver has adopted its machines. */
    public void resume() {
        place.read(InstanceRows.INSTANCES::all)
                .forEach(
                        (id, instance) -> {
                            switch (States.name(instance)) {
                                case PENDING, STOPPING, SHUTTING_DOWN -> kick(id);
                                case RUNNING -> behind(id, each -> ended(each, ExitCause.UNSEEN));
                                case STOPPED, TERMINATED, UNKNOWN_TO_SDK_VERSION -> {
                                    // at rest
                                }
                            }
                        });
    }

    /** Whether there is an instance that has, or is to have, a machine. */
    public boolean isInUse() {
        return place.read(InstanceRows.INSTANCES::all).values().stream()
                .anyMatch(instance -> !States.is(instance, TERMINATED));
    }

    /**
     * Begins no more launches, and waits for those under way: afterwards no machine comes that the
     * driver doesn't know yet. What is pending goes on at the next start.
     */
    public void holdLaunches() {
        launchesHeld = true;
        awaitSteps();
    }

    /** Waits for the steps under way. */
    @Override
    public void close() {
        closed = true;
        awaitSteps();
    }

    private void awaitSteps() {
        long deadline = System.nanoTime() + END.toNanos();
        for (Thread thread : working) {
            try {
                var _ = thread.join(Duration.ofNanos(deadline - System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
