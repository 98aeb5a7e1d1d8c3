package dev.tule.engines.container;

import dev.tule.containers.ContainerEngineException;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.ServerName;
import dev.tule.engines.StopMode;
import dev.tule.engines.engine.ServerHome;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A server's container, from its start to its end. The caller sees to it that one call runs. */
final class ContainerLife {

    private static final Logger LOG = System.getLogger(ContainerLife.class.getName());

    /** Oracle makes its database at the first start. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration POLL = Duration.ofMillis(100);

    private final DatabaseContainer container;
    private final ImageKind kind;
    private final ServerHome home;

    ContainerLife(DatabaseContainer container, ImageKind kind, ServerHome home) {
        this.container = container;
        this.kind = kind;
        this.home = home;
    }

    boolean isRunning() throws ContainerEngineException {
        return container.state(kind).filter(DatabaseContainer.State::running).isPresent();
    }

    /** Where its container is reached; empty while it doesn't run. */
    Optional<InetSocketAddress> published() throws ContainerEngineException {
        return container.state(kind).flatMap(DatabaseContainer.State::published);
    }

    /**
     * Starts the container, unless it runs; {@link #awaitAnswer} waits for the server. All that
     * matters is in its data: a container that somebody has removed is made anew.
     */
    void launch(ContainerRecord record) throws IOException {
        Optional<DatabaseContainer.State> there = container.state(kind);
        if (there.isEmpty()) {
            container.create(
                    kind,
                    record.image(),
                    kind.environment(record.spec(), record.master(), record.database()),
                    home.data(),
                    record.spec().name().value());
        }
        if (!there.map(DatabaseContainer.State::running).orElse(false)) {
            container.start();
        }
    }

    /**
     * Returns when the server answers, with where.
     *
     * @throws EngineException {@code ENGINE} when it ends instead, or takes too long
     */
    InetSocketAddress awaitAnswer(ContainerRecord record) throws IOException, InterruptedException {
        ServerName name = record.spec().name();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<DatabaseContainer.State> now = container.state(kind);
            if (now.isEmpty() || !now.get().running()) {
                throw new EngineException(
                        Reason.ENGINE, "the container of %s ended: %s".formatted(name, said()));
            }
            Optional<InetSocketAddress> published = now.get().published();
            if (published.isPresent() && kind.answers(published.get(), record.database())) {
                return published.get();
            }
            Thread.sleep(POLL);
        }
        throw new EngineException(Reason.ENGINE, "%s does not answer: %s".formatted(name, said()));
    }

    private String said() {
        try {
            return container.said();
        } catch (ContainerEngineException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Has a thread wait for the end of this run; it then does what is to be done. */
    void watch(ServerName name, Runnable ended) {
        Thread.ofVirtual().name("wait-for-" + name).start(() -> awaitEnd(name, ended));
    }

    private void awaitEnd(ServerName name, Runnable ended) {
        try {
            container.awaitEnd();
        } catch (ContainerEngineException e) {
            LOG.log(Level.DEBUG, "{0} is not waited for any more: {1}", name, e.getMessage());
        }
        ended.run();
    }

    /** Returns when it doesn't run. */
    void stop(StopMode mode) throws ContainerEngineException {
        if (isRunning()) {
            container.stop(mode);
        }
    }
}
