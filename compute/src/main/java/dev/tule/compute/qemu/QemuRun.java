package dev.tule.compute.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.compute.ExitCause;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.host.MachineRun;
import dev.tule.compute.qmp.QmpClient;
import dev.tule.compute.qmp.QmpEvent;
import dev.tule.compute.qmp.QmpException;
import dev.tule.compute.qmp.QmpListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a machine: its process, and the connection that it is controlled by. May be used from
 * any thread.
 *
 * <p>That the connection ends is the sign that the process has: it comes at once, even for a
 * process that is not a child of this one. A connection that was lost otherwise is made again.
 */
final class QemuRun implements MachineRun, QmpListener {
    /** A look at the process, and another try to connect, while it isn't controlled. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final HostProcess process;
    private final Path control;
    private final Duration answer;
    private final CompletableFuture<ExitCause> ended = new CompletableFuture<>();
    private final Map<String, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
    private volatile Runnable rebooted = () -> {};
    private volatile ExitCause cause = ExitCause.KILLED;
    private volatile boolean letGo;
    private volatile QmpClient qmp;

    private QemuRun(HostProcess process, Path control, Duration answer) throws QmpException {
        this.process = process;
        this.control = control;
        this.answer = answer;
        this.qmp = QmpClient.connect(control, this, answer);
    }

    /**
     * @throws QmpException when the process can't be talked to
     */
    static QemuRun connect(HostProcess process, MachineFiles files, Duration answer)
            throws QmpException {
        return new QemuRun(process, files.control(), answer);
    }

    @Override
    public HostProcess process() {
        return process;
    }

    /** Done when the process is no more. */
    CompletableFuture<ExitCause> ended() {
        return ended;
    }

    void onReboot(Runnable told) {
        rebooted = told;
    }

    JsonNode execute(String command) throws QmpException {
        return qmp.execute(command);
    }

    JsonNode execute(String command, Map<String, ?> arguments) throws QmpException {
        return qmp.execute(command, arguments);
    }

    @Override
    public void pressPowerButton() throws QmpException {
        execute("system_powerdown");
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
        try {
            ended.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.alive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run ends without a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void kill() {
        process.kill();
    }

    /** What comes when the device of this name has gone. Ask before it is sent away. */
    CompletableFuture<JsonNode> deviceGone(String device) {
        return expect("device " + device);
    }

    /** What comes when the job of this name is over, well or not. Ask before it is begun. */
    CompletableFuture<JsonNode> jobOver(String job) {
        return expect("job " + job);
    }

    private CompletableFuture<JsonNode> expect(String what) {
        CompletableFuture<JsonNode> coming =
                expected.computeIfAbsent(what, _ -> new CompletableFuture<>());
        if (ended.isDone()) {
            expected.remove(what);
            coming.completeExceptionally(new IllegalStateException("the machine has ended"));
        }
        return coming;
    }

    @Override
    public void event(QmpEvent event) {
        switch (event.name()) {
            case "SHUTDOWN" -> cause = causeOf(event.data().path("reason").asText());
            case "RESET" -> rebooted.run();
            case "DEVICE_DELETED" -> over("device " + event.data().path("device").asText(), event);
            case "BLOCK_JOB_COMPLETED", "BLOCK_JOB_CANCELLED" ->
                    over("job " + event.data().path("device").asText(), event);
            default -> {
                // Of no concern here.
            }
        }
    }

    private void over(String what, QmpEvent event) {
        CompletableFuture<JsonNode> waiting = expected.remove(what);
        if (waiting != null) {
            waiting.complete(event.data());
        }
    }

    private static ExitCause causeOf(String reason) {
        return switch (reason) {
            case "guest-shutdown" -> ExitCause.GUEST_SHUTDOWN;
            case "guest-panic" -> ExitCause.GUEST_PANIC;
            default -> ExitCause.KILLED;
        };
    }

    @Override
    public void closed() {
        Thread.ofVirtual().name("qemu-lost-" + process.pid()).start(this::lost);
    }

    private void lost() {
        while (!process.awaitEnd(BETWEEN_TRIES)) {
            if (letGo) {
                return;
            }
            try {
                qmp = QmpClient.connect(control, this, answer);
                return;
            } catch (QmpException e) {
                // Again, as long as there is a process to talk to.
            }
        }
        if (!letGo) {
            ended.complete(cause);
            expected.values()
                    .forEach(
                            waiting ->
                                    waiting.completeExceptionally(
                                            new IllegalStateException("the machine has ended")));
        }
    }

    @Override
    public void letGo() {
        letGo = true;
        qmp.close();
    }
}
