package dev.tule.compute.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineMetrics;
import dev.tule.compute.host.HostMachine;
import dev.tule.compute.host.HostProcess;
import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine that is a container: made with it, and removed with it. */
final class ContainerMachine extends HostMachine<ContainerRun> {
    /** With what the first process ends when the system in it shuts down. */
    private static final int POWEROFF = 0;

    /** With what it ends when the system is to begin anew. */
    private static final int REBOOT = 129;

    private static final Duration DEATH = Duration.ofSeconds(10);

    private final ContainerEngine engine;
    private final ContainerRecipe recipe;
    private final String container;
    private final ContainerFiles files;

    ContainerMachine(
            ContainerDriver driver,
            ContainerRecipe recipe,
            LaunchSpec spec,
            Path description,
            ContainerFiles files) {
        super(driver, spec, description);
        this.engine = recipe.engine();
        this.recipe = recipe;
        this.container = recipe.name(spec.id());
        this.files = files;
    }

    @Override
    protected void make() throws IOException {
        files.make();
        recipe.create(spec(), files);
    }

    @Override
    protected void adopt(@Nullable HostProcess known) throws IOException {
        boolean running;
        try {
            running = ContainerRun.state(engine, container).path("Running").asBoolean();
        } catch (ContainerEngineException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            running = false;
        }
        if (running) {
            takeUp(ContainerRun.takeUp(engine, container, files, spec().links()));
        } else if (known != null) {
            tellUnseen();
        }
    }

    @Override
    protected ContainerRun run(LaunchSpec changed) throws IOException {
        if (changed.vcpus() != spec().vcpus() || changed.memoryMib() != spec().memoryMib()) {
            recipe.resize(changed, files);
        }
        return ContainerRun.start(engine, container, files, changed.links());
    }

    @Override
    protected void watch(ContainerRun begun) {
        var _ =
                begun.ended()
                        .thenAcceptAsync(
                                status -> over(begun, status),
                                task -> Thread.ofVirtual().name("end-of-" + id()).start(task));
    }

    /** It has ended: for good, or to begin anew. */
    private void over(ContainerRun run, int status) {
        turn.lock();
        try {
            if (run.equals(current()) && status == REBOOT && !isStopping(run)) {
                begin(ContainerRun.start(engine, container, files, spec().links()));
                tellRebooted();
            } else {
                settle(run, status == POWEROFF ? ExitCause.GUEST_SHUTDOWN : ExitCause.KILLED);
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger(ContainerMachine.class.getName())
                    .log(System.Logger.Level.ERROR, id() + " could not begin anew", e);
            settle(run, ExitCause.KILLED);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void reboot() {
        turn.lock();
        try {
            ContainerRun current = running();
            current.kill();
            if (!current.awaitEnd(DEATH)) {
                throw new DriverFailureException(id() + "'s container can't be ended");
            }
            begin(ContainerRun.start(engine, container, files, spec().links()));
            tellRebooted();
        } catch (IOException e) {
            throw failed("reboot", e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    protected void remove() {
        try {
            recipe.remove(id());
        } catch (ContainerEngineException e) {
            throw failed("be removed", e);
        }
        files.remove();
    }

    @Override
    public byte[] console(int mostBytes) {
        try {
            return engine.log(container, mostBytes);
        } catch (ContainerEngineException e) {
            return new byte[0];
        }
    }

    @Override
    public MachineMetrics metrics() {
        ContainerRun _ = running();
        try {
            JsonNode used =
                    engine.get("/containers/" + container + "/stats?stream=false&one-shot=true");
            return new MachineMetrics(
                    clock().instant(),
                    Duration.ofNanos(
                            used.path("cpu_stats").path("cpu_usage").path("total_usage").asLong()),
                    used.path("memory_stats").path("usage").asLong(),
                    Map.of());
        } catch (ContainerEngineException e) {
            throw failed("be measured", e);
        }
    }

    @Override
    public boolean healthy() {
        if (current() == null) {
            return false;
        }
        try {
            JsonNode state = ContainerRun.state(engine, container);
            return state.path("Running").asBoolean() && !state.path("Paused").asBoolean();
        } catch (ContainerEngineException e) {
            return false;
        }
    }

    private DriverFailureException failed(String what, IOException e) {
        return new DriverFailureException(id() + " can't " + what + ": " + e.getMessage(), e);
    }
}
