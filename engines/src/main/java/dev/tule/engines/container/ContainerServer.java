package dev.tule.engines.container;

import dev.tule.containers.ContainerEngineException;
import dev.tule.engines.Backup;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Listening;
import dev.tule.engines.LogFile;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerReadings;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.ServerState;
import dev.tule.engines.StopMode;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A server in a container. What changes it holds {@link #turn}; state and record are read without.
 */
final class ContainerServer implements OpaqueServer {

    private static final Logger LOG = System.getLogger(ContainerServer.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_LOG = 1 << 20;
    private static final int TRIES = 5;

    private final ContainerHost host;
    private final ServerHome home;
    private final ImageKind kind;
    private final DatabaseContainer container;
    private final ContainerLife life;
    private final Entrance entrance = new Entrance();
    private final ReentrantLock turn = new ReentrantLock();

    private volatile ContainerRecord record;
    private volatile ServerState state = ServerState.CREATING;
    private volatile @Nullable String failure;

    ContainerServer(ContainerHost host, ServerHome home, ContainerRecord record) {
        this.host = host;
        this.home = home;
        this.record = record;
        this.kind = ImageKind.of(record.version().kind());
        this.container = host.container(record.spec().name());
        this.life = new ContainerLife(container, kind, home);
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
                    listenAt(entrance.tryOut(spec().listening()));
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

    /** Removes what is left of one that could not be made. */
    void abandon() {
        try {
            change(
                    () -> {
                        entrance.close();
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
                    if (life.isRunning() && record.wanted()) {
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
            life.launch(record);
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
        listenAt(entrance.open(spec().listening(), life.awaitAnswer(record)));
        life.watch(name(), this::takeEnd);
    }

    /** The next {@link #save} writes that down. */
    private void listenAt(Listening listening) {
        record = record.withSpec(record.spec().withListening(listening));
    }

    /** What ends without having been asked to is started again. */
    private void takeEnd() {
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
                    if (state != ServerState.AVAILABLE || life.isRunning()) {
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
                Thread.sleep(PAUSE.multipliedBy(attempt));
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
        entrance.close();
        life.stop(mode);
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
        entrance.close();
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
                    entrance.close();
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
                    if (state == ServerState.AVAILABLE && moved) {
                        InetSocketAddress to = life.published().orElseThrow(this::wrongState);
                        listenAt(entrance.open(listening, to));
                        save(record);
                    } else {
                        entrance.allow(listening.sources());
                    }
                    tell(ServerEvent.Type.CHANGED, "Listens at " + address());
                    return null;
                });
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
    public String jdbcUrl(String database) {
        return kind.jdbcUrl(address().getAddress().getHostAddress(), address().getPort(), database);
    }

    @Override
    public ServerReadings readings() {
        try {
            return container.readings(
                    host.clock().instant(), entrance.connections(), Trees.size(home.directory()));
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

    private void tell(ServerEvent.Type type, String message) {
        host.events().tell(new ServerEvent(name(), host.clock().instant(), type, message));
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
