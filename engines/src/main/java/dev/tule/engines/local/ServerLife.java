package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.StopMode;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.LogTail;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.process.ProcessIdentity;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.process.Survivors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's process, from its start to its end. The caller sees to it that one call runs. */
final class ServerLife {

    /** A server that recovers from a crash answers late. */
    private static final Duration START = Duration.ofMinutes(10);

    private static final Duration FAST_STOP = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(2);
    private static final Duration KILL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int MOST_OUTPUT = 8 << 10;

    private final Engine engine;
    private volatile @Nullable ServerProcess process;

    ServerLife(Engine engine) {
        this.engine = engine;
    }

    boolean isAlive() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    Optional<ServerProcess> process() {
        return Optional.ofNullable(process).filter(ServerProcess::isAlive);
    }

    /** Takes over a process that an earlier process of ours had started, and may have held. */
    boolean adopt(ProcessIdentity identity) throws IOException {
        Optional<ServerProcess> found = ServerProcess.adopt(identity);
        if (found.isPresent()) {
            found.get().signal("CONT");
            process = found.get();
        }
        return found.isPresent();
    }

    /**
     * Starts the process; {@link #awaitReady} waits for the server. Nothing is left of an earlier
     * one then, as far as the host tells.
     *
     * @throws EngineException {@code ADDRESS_IN_USE}
     */
    ProcessIdentity launch(ServerSetup setup) throws IOException, InterruptedException {
        endSurvivors(setup);
        requireFree(setup.inner());
        engine.configure(setup);
        Path output = setup.home().output();
        Files.deleteIfExists(output);
        ServerProcess started =
                ServerProcess.start(
                        engine.command(setup),
                        setup.account(),
                        Map.of(),
                        setup.home().run(),
                        output);
        process = started;
        return started.identity();
    }

    /** Ends what is left of a server whose first process has ended. */
    void endSurvivors(ServerSetup setup) throws IOException, InterruptedException {
        if (Survivors.areKnown()) {
            Survivors.end(setup.installation().server(), setup.home().data());
            engine.forgetProcess(setup);
        }
    }

    /**
     * Returns when the server answers as its role asks.
     *
     * @throws EngineException {@code PARAMETER} or {@code ENGINE} when it ends instead
     */
    void awaitReady(ServerSetup setup) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            if (!isAlive()) {
                throw ended(setup);
            }
            try (Connection connection = engine.connect(setup, "")) {
                if (engine.isReady(connection, setup.role())) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new EngineException(
                            Reason.ENGINE, "the server does not answer: " + e.getMessage(), e);
                }
            }
            Thread.sleep(POLL);
        }
    }

    private EngineException ended(ServerSetup setup) throws IOException {
        String said = lastWords(setup.home());
        if (engine.blamesTarget(said)) {
            return new EngineException(
                    Reason.POINT_IN_TIME, "the archive holds nothing so late as was asked for");
        }
        boolean parameters = engine.blamesParameters(said);
        return new EngineException(
                parameters ? Reason.PARAMETER : Reason.ENGINE,
                "the server ended when it was started: " + said.strip());
    }

    /** What the server wrote last, to its output and to its log. */
    private static String lastWords(ServerHome home) throws IOException {
        StringBuilder said = new StringBuilder(LogTail.of(home.output(), MOST_OUTPUT));
        for (Path log : LogTail.newest(home.log(), "")) {
            if (!log.equals(home.output())) {
                said.append('\n').append(LogTail.of(log, MOST_OUTPUT));
                break;
            }
        }
        return said.toString();
    }

    /** Ends the process, the hard way when the other takes too long. */
    void stop(StopMode mode) throws IOException, InterruptedException {
        ServerProcess current = process;
        if (current != null && current.isAlive()) {
            current.signal(engine.signal(mode));
            if (!current.awaitEnd(mode == StopMode.FAST ? FAST_STOP : IMMEDIATE_STOP)) {
                current.signal("KILL");
                if (!current.awaitEnd(KILL)) {
                    throw new EngineException(Reason.ENGINE, "the server can't be ended");
                }
            }
        }
        process = null;
    }

    private static void requireFree(InetSocketAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            throw new EngineException(
                    Reason.ADDRESS_IN_USE, "can't listen at " + address + ": " + e.getMessage(), e);
        }
    }

    /** A port of an address that nobody listens at now. */
    static int freePort(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new EngineException(
                    Reason.ADDRESS_IN_USE, "can't listen at " + address + ": " + e.getMessage(), e);
        }
    }
}
