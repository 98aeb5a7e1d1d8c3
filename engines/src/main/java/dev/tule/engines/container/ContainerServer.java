package dev.tule.engines.container;

import dev.tule.containers.ContainerEngineException;
import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Listening;
import dev.tule.engines.LogFile;
import dev.tule.engines.Login;
import dev.tule.engines.Replication;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerReadings;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.ServerState;
import dev.tule.engines.SlowQuery;
import dev.tule.engines.StopMode;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.process.Trees;
import dev.tule.engines.relay.Relay;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A server in a container. What changes it holds {@link #turn}; state and record are read without.
 */
final class ContainerServer implements DatabaseServer {

    private static final Logger LOG = System.getLogger(ContainerServer.class.getName());

    /** Oracle makes its database at the first start. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_LOG = 1 << 20;
    private static final int TRIES = 5;

    private final ContainerHost host;
    private final ServerHome home;
    private final ImageKind kind;
    private final DatabaseContainer container;
    private final ReentrantLock turn = new ReentrantLock();

    private volatile ContainerRecord record;
    private volatile ServerState state = ServerState.CREATING;
    private volatile @Nullable String failure;
    private volatile @Nullable Relay relay;

    ContainerServer(ContainerHost host, ServerHome home, ContainerRecord record) {
        this.host = host;
        this.home = home;
        this.record = record;
        this.kind = ImageKind.of(record.version().kind());
        this.container = host.container(record.spec().name());
    }

    // ---- what it is ----

    @Override
    public ServerName name() {
        return record.spec().name();
    }

    @Override
    public EngineVersion version() {
        return record.version();
    }

    @Override
    public ServerSpec spec() {
        return record.spec();
    }

    @Override
    public ServerState state() {
        return state;
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public InetSocketAddress address() {
        return record.spec().listening().address();
    }

    /** What the engine calls its container. */
    String container() {
        return container.name();
    }

    // ---- its beginning and end ----

    /** Something that changes the server, one at a time. */
    @FunctionalInterface
    private interface Change<T extends @Nullable Object> {
        T make() throws IOException, SQLException, InterruptedException;
    }

    private <T extends @Nullable Object> T change(Change<T> change) {
        turn.lock();
        try {
            return change.make();
        } catch (ContainerEngineException e) {
            throw new EngineException(Reason.ENGINE, name() + ": " + e.getMessage(), e);
        } catch (IOException | SQLException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Reason.ENGINE, name() + " was interrupted", e);
        } finally {
            turn.unlock();
        }
    }

    private void save(ContainerRecord changed) throws IOException {
        changed.save(home);
        record = changed;
    }

    /**
     * Makes the container and starts it.
     *
     * @param from what its data is to be; null for what the image makes
     */
    void create(@Nullable Path from) {
        change(
                () -> {
                    openRelayFor(null);
                    Trees.delete(home.directory());
                    host.makeHome(home);
                    save(record);
                    if (from != null) {
                        host.copy(from, home.data());
                    }
                    container.remove();
                    launch();
                    save(record.asMade());
                    state = ServerState.AVAILABLE;
                    return null;
                });
    }

    /** All that matters is in its data: one that somebody has removed is made anew. */
    private void makeContainer() throws IOException {
        container.create(
                kind,
                record.image(),
                kind.environment(record.spec(), record.master(), record.database()),
                home.data(),
                name().value());
    }

    /** Removes what is left of one that could not be made. */
    void abandon() {
        try {
            change(
                    () -> {
                        closeRelay();
                        state = ServerState.DELETED;
                        container.remove();
                        Trees.delete(home.directory());
                        return null;
                    });
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "could not remove " + name(), e);
        }
    }

    /** What was there when this process began: adopted, started, or left alone. */
    void resume() {
        change(
                () -> {
                    Optional<DatabaseContainer.State> there = container.state(kind);
                    if (there.isPresent() && there.get().running() && record.wanted()) {
                        attend();
                        state = ServerState.AVAILABLE;
                        tell(ServerEvent.Type.ADOPTED, "Runs since before");
                    } else if (record.wanted()) {
                        startPatiently(ServerEvent.Type.STARTED);
                    } else {
                        state = ServerState.STOPPED;
                    }
                    return null;
                });
    }

    private void launch() throws IOException, InterruptedException {
        if (state != ServerState.CREATING && state != ServerState.RECOVERING) {
            state = ServerState.STARTING;
        }
        try {
            Optional<DatabaseContainer.State> there = container.state(kind);
            if (there.isEmpty()) {
                makeContainer();
            }
            if (!there.map(DatabaseContainer.State::running).orElse(false)) {
                container.start();
            }
            attend();
            failure = null;
        } catch (EngineException | ContainerEngineException e) {
            failure = e.getMessage();
            state = ServerState.FAILED;
            throw e;
        }
    }

    /** Waits until it answers, lets clients in, and watches for its end. */
    private void attend() throws IOException, InterruptedException {
        openRelayFor(awaitAnswer());
        Thread.ofVirtual().name("wait-for-" + name()).start(this::awaitEnd);
    }

    private InetSocketAddress awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<DatabaseContainer.State> now = container.state(kind);
            if (now.isEmpty() || !now.get().running()) {
                throw new EngineException(
                        Reason.ENGINE, "the container of %s ended: %s".formatted(name(), said()));
            }
            Optional<InetSocketAddress> published = now.get().published();
            if (published.isPresent() && kind.answers(published.get(), record.database())) {
                return published.get();
            }
            Thread.sleep(POLL);
        }
        throw new EngineException(
                Reason.ENGINE, "%s does not answer: %s".formatted(name(), said()));
    }

    private String said() {
        try {
            return container.said();
        } catch (ContainerEngineException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * @param inner the published port; null to see only whether the address is free
     */
    private void openRelayFor(@Nullable InetSocketAddress inner) throws IOException {
        closeRelay();
        Listening listening = record.spec().listening();
        Relay opened;
        try {
            opened =
                    Relay.open(
                            listening.address(),
                            inner == null ? listening.address() : inner,
                            inner == null ? List.of() : listening.sources());
        } catch (BindException e) {
            throw new EngineException(
                    Reason.ADDRESS_IN_USE, listening.address() + ": " + e.getMessage(), e);
        }
        if (listening.address().getPort() == 0) {
            record =
                    record.withSpec(
                            record.spec()
                                    .withListening(listening.withPort(opened.address().getPort())));
        }
        if (inner == null) {
            opened.close();
        } else {
            relay = opened;
        }
    }

    private void closeRelay() {
        Relay open = relay;
        if (open != null) {
            open.close();
            relay = null;
        }
    }

    /** The thread of one run: what ends without having been asked to is started again. */
    private void awaitEnd() {
        try {
            container.awaitEnd();
        } catch (ContainerEngineException e) {
            LOG.log(Level.DEBUG, "{0} is not waited for any more: {1}", name(), e.getMessage());
        }
        try {
            recover();
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "{0} does not start again: {1}", name(), e.getMessage());
        }
    }

    private void recover() {
        if (state != ServerState.AVAILABLE) {
            return;
        }
        change(
                () -> {
                    Optional<DatabaseContainer.State> now = container.state(kind);
                    if (state != ServerState.AVAILABLE
                            || (now.isPresent() && now.get().running())) {
                        return null;
                    }
                    tell(ServerEvent.Type.CRASHED, "Ended without being asked to");
                    startPatiently(ServerEvent.Type.RECOVERED);
                    return null;
                });
    }

    private void startPatiently(ServerEvent.Type done) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            state = ServerState.RECOVERING;
            try {
                launch();
                state = ServerState.AVAILABLE;
                tell(done, "Started again");
                return;
            } catch (EngineException | ContainerEngineException e) {
                LOG.log(Level.WARNING, "{0} does not start: {1}", name(), e.getMessage());
                Thread.sleep(POLL.multipliedBy(attempt));
            }
        }
        tell(ServerEvent.Type.FAILED, "Does not start any more: " + failure);
    }

    // ---- what is asked of it ----

    @Override
    public void start() {
        change(
                () -> {
                    if (state != ServerState.AVAILABLE) {
                        requireNotDeleted();
                        save(record.withWanted(true));
                        launch();
                        state = ServerState.AVAILABLE;
                        tell(ServerEvent.Type.STARTED, "Started");
                    }
                    return null;
                });
    }

    @Override
    public void stop(StopMode mode) {
        change(
                () -> {
                    requireNotDeleted();
                    save(record.withWanted(false));
                    end(mode);
                    tell(ServerEvent.Type.STOPPED, "Stopped");
                    return null;
                });
    }

    private void end(StopMode mode) throws IOException {
        state = ServerState.STOPPING;
        closeRelay();
        if (container.state(kind).filter(DatabaseContainer.State::running).isPresent()) {
            container.stop(mode);
        }
        state = ServerState.STOPPED;
    }

    /** Ends it with this process; the next one starts it again. */
    void shut() {
        change(
                () -> {
                    if (state == ServerState.AVAILABLE) {
                        end(StopMode.FAST);
                    }
                    return null;
                });
    }

    /** Leaves it running without this process. */
    void letGo() {
        state = ServerState.STOPPED;
        closeRelay();
    }

    @Override
    public void restart() {
        change(
                () -> {
                    requireNotDeleted();
                    save(record.withWanted(true));
                    end(StopMode.FAST);
                    launch();
                    state = ServerState.AVAILABLE;
                    tell(ServerEvent.Type.STARTED, "Restarted");
                    return null;
                });
    }

    @Override
    public void delete() {
        change(
                () -> {
                    requireNotDeleted();
                    state = ServerState.DELETED;
                    closeRelay();
                    container.remove();
                    Trees.delete(home.directory());
                    return null;
                });
        host.deleted().accept(name());
        tell(ServerEvent.Type.DELETED, "Deleted");
    }

    @Override
    public void listen(Listening listening) {
        change(
                () -> {
                    requireNotDeleted();
                    boolean moved = !listening.address().equals(address());
                    save(record.withSpec(record.spec().withListening(listening)));
                    Relay open = relay;
                    if (state == ServerState.AVAILABLE && moved) {
                        openRelayFor(
                                container
                                        .state(kind)
                                        .flatMap(DatabaseContainer.State::published)
                                        .orElseThrow(this::wrongState));
                        save(record);
                    } else if (open != null) {
                        open.allow(listening.sources());
                    }
                    tell(ServerEvent.Type.CHANGED, "Listens at " + address());
                    return null;
                });
    }

    @Override
    public Set<String> configure(Map<String, String> parameters) {
        if (!parameters.equals(record.spec().parameters())) {
            throw unsupported("settings that change after it was made");
        }
        return Set.of();
    }

    @Override
    public Set<String> awaitingRestart() {
        return Set.of();
    }

    /** Its caches are as large as they were made; storage is only watched. */
    @Override
    public void resize(long memoryBytes, long storageBytes) {
        change(
                () -> {
                    requireNotDeleted();
                    save(record.withSpec(record.spec().withStorage(storageBytes)));
                    return null;
                });
    }

    @Override
    public void changePassword(Login login) {
        throw unsupported("another password from here");
    }

    /** Of what is stopped meanwhile: there is no other moment at which all of it is on the disk. */
    @Override
    public Backup backup(Path directory) {
        Backup backup =
                change(
                        () -> {
                            host.requireCopies();
                            boolean ran = state == ServerState.AVAILABLE;
                            if (!ran && state != ServerState.STOPPED) {
                                throw wrongState();
                            }
                            if (ran) {
                                end(StopMode.FAST);
                            }
                            try {
                                return Backups.take(
                                        version(),
                                        record.master().password(),
                                        directory,
                                        host.clock(),
                                        this::copy);
                            } finally {
                                if (ran) {
                                    launch();
                                    state = ServerState.AVAILABLE;
                                }
                            }
                        });
        tell(ServerEvent.Type.BACKED_UP, "Backed up to " + directory);
        return backup;
    }

    private Engine.Copied copy(Path data) throws IOException {
        host.copy(home.data(), data);
        return new Engine.Copied("", "");
    }

    @Override
    public Optional<Instant> latestRestorableTime() {
        return Optional.empty();
    }

    @Override
    public Optional<ServerName> primary() {
        return Optional.empty();
    }

    @Override
    public Set<ServerName> synchronousReplicas() {
        return Set.of();
    }

    @Override
    public Optional<Replication> replication() {
        return Optional.empty();
    }

    @Override
    public void promote() {
        throw unsupported("replicas");
    }

    @Override
    public Connection administer(String database) throws SQLException {
        throw new SQLException("Tule has no driver for " + version().kind().title());
    }

    @Override
    public String jdbcUrl(String database) {
        return kind.jdbcUrl(address().getAddress().getHostAddress(), address().getPort(), database);
    }

    @Override
    public ServerReadings readings() {
        try {
            Relay open = relay;
            return container.readings(
                    host.clock().instant(),
                    open == null ? 0 : open.connections(),
                    Trees.size(home.directory()));
        } catch (ContainerEngineException e) {
            throw new EngineException(Reason.ENGINE, name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        }
    }

    /** What the container has written, as far as its engine keeps it. */
    @Override
    public List<LogFile> logs() {
        try {
            Path file = home.output();
            Files.write(file, container.log(MOST_LOG));
            return List.of(
                    new LogFile(
                            file.getFileName().toString(),
                            file,
                            Files.size(file),
                            host.clock().instant()));
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<SlowQuery> slowQueries(int limit) {
        return List.of();
    }

    private void tell(ServerEvent.Type type, String message) {
        host.events().tell(new ServerEvent(name(), host.clock().instant(), type, message));
    }

    private EngineException unsupported(String what) {
        return new EngineException(
                Reason.NOT_SUPPORTED,
                "%s in a container has no %s".formatted(version().kind().title(), what));
    }

    private void requireNotDeleted() {
        if (state == ServerState.DELETED) {
            throw wrongState();
        }
    }

    private EngineException wrongState() {
        return new EngineException(Reason.STATE, name() + " is " + state);
    }
}
