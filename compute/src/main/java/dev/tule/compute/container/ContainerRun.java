package dev.tule.compute.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.compute.NetworkLink;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.host.MachineRun;
import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A container from one start to the end that follows. */
final class ContainerRun implements MachineRun {
    /** What a container's end by a signal that can't be caught is told as. */
    static final int KILLED = 137;

    /** How long it may take until the cards are there. */
    private static final Duration PLUGGED = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int SAID = 600;

    private final ContainerEngine engine;
    private final String container;
    private final HostProcess process;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile boolean letGo;

    private ContainerRun(ContainerEngine engine, String container, HostProcess process) {
        this.engine = engine;
        this.container = container;
        this.process = process;
    }

    /** Starts a container, and returns when its cards are plugged in. */
    static ContainerRun start(
            ContainerEngine engine, String container, ContainerFiles files, List<NetworkLink> links)
            throws IOException {
        files.prepare(links);
        engine.post("/containers/" + container + "/start");
        return takeUp(engine, container, files, links);
    }

    /** Takes up a container that runs, and plugs its cards in if nobody has. */
    static ContainerRun takeUp(
            ContainerEngine engine, String container, ContainerFiles files, List<NetworkLink> links)
            throws IOException {
        JsonNode state = state(engine, container);
        ContainerRun run = new ContainerRun(engine, container, process(state));
        Thread.ofVirtual().name("wait-for-" + container).start(run::await);
        if (!files.gateIsOpen()) {
            try {
                run.plug(files, links);
            } catch (IOException e) {
                run.kill();
                throw e;
            }
        }
        return run;
    }

    static JsonNode state(ContainerEngine engine, String container)
            throws ContainerEngineException {
        return engine.get("/containers/" + container + "/json").path("State");
    }

    private static HostProcess process(JsonNode state) {
        long pid = state.path("Pid").asLong();
        return HostProcess.of(pid)
                .orElseGet(() -> new HostProcess(pid, startMillis(state.path("StartedAt"))));
    }

    private static long startMillis(JsonNode at) {
        try {
            return Instant.parse(at.asText()).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private void plug(ContainerFiles files, List<NetworkLink> links) throws IOException {
        long deadline = System.nanoTime() + PLUGGED.toNanos();
        while (!files.takeSockets(links)) {
            if (awaitEnd(Duration.ofMillis(5))) {
                throw new IOException("it ended: " + said());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("its cards don't come: " + said());
            }
        }
        files.openGate();
    }

    private String said() throws ContainerEngineException {
        return new String(engine.log(container, SAID), StandardCharsets.UTF_8).strip();
    }

    /** Waits for the end, whatever becomes of the engine meanwhile. */
    private void await() {
        while (!letGo) {
            try {
                ended.complete(engine.awaitExit(container));
                return;
            } catch (ContainerEngineException e) {
                if (e.isNotFound()) {
                    ended.complete(KILLED);
                    return;
                }
                try {
                    Thread.sleep(AGAIN);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    /** Done when it doesn't run any more, with its exit status. */
    CompletableFuture<Integer> ended() {
        return ended;
    }

    @Override
    public HostProcess process() {
        return process;
    }

    @Override
    public void pressPowerButton() throws ContainerEngineException {
        engine.post("/containers/" + container + "/kill?signal=SIGUSR2");
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
        try {
            ended.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run ends without a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void kill() {
        try {
            engine.post("/containers/" + container + "/kill?signal=SIGKILL");
        } catch (ContainerEngineException e) {
            // It has ended, or doesn't: whoever waits for it sees.
        }
    }

    @Override
    public void letGo() {
        letGo = true;
    }
}
