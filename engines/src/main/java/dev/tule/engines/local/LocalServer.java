package dev.tule.engines.local;

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
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.process.ProcessIdentity;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A server of this host. What changes it holds {@link #turn}; state and record are read without.
 */
final class LocalServer implements DatabaseServer {

    private final House house;
    private final ServerHome home;
    private final Engine engine;
    private final ServerLife life;
    private final ReentrantLock turn = new ReentrantLock();
    private final Kin kin;
    private final Entrance entrance;
    private final Kinship kinship;
    private final Revival revival;
    private final Vigil vigil;
    private final Housekeeping housekeeping;
    private final Settings settings;
    private final Telemetry telemetry;

    private volatile ServerRecord record;
    private volatile ServerState state = ServerState.CREATING;
    private volatile @Nullable String failure;

    LocalServer(House house, ServerHome home, ServerRecord record, Kin kin) {
        this.house = house;
        this.home = home;
        this.record = record;
        this.kin = kin;
        this.engine = house.engine(record.version().kind());
        this.life = new ServerLife(engine);
        this.entrance = new Entrance(house, this);
        this.kinship = new Kinship(house, this, kin);
        this.revival = new Revival(house, this);
        this.vigil = new Vigil(house, this, revival);
        this.housekeeping = new Housekeeping(house, this);
        this.settings = new Settings(house, this);
        this.telemetry = new Telemetry(house, this);
    }

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

    ServerRecord record() {
        return record;
    }

    ServerHome home() {
        return home;
    }

    Engine engine() {
        return engine;
    }

    Entrance entrance() {
        return entrance;
    }

    Kinship kinship() {
        return kinship;
    }

    Vigil vigil() {
        return vigil;
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    ServerSetup setup() {
        return setup(record);
    }

    /** What the engine would be told of it, were it so. */
    ServerSetup setup(ServerRecord of) {
        return house.setup(home, of);
    }

    /** Something that changes the server, one at a time. */
    @FunctionalInterface
    interface Change<T extends @Nullable Object> {
        T make() throws IOException, SQLException, InterruptedException;
    }

    <T extends @Nullable Object> T change(Change<T> change) {
        turn.lock();
        try {
            return change.make();
        } catch (SQLException e) {
            throw new EngineException(Reason.ENGINE, name() + " refuses: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Reason.ENGINE, name() + " was interrupted", e);
        } finally {
            turn.unlock();
        }
    }

    /** Whether somebody has its turn now. */
    boolean isChanging() {
        return turn.isLocked();
    }

    /** Holds its turn, too; leaves it out while somebody changes the server. */
    void unlessChanging(Housekeeping.Chore chore) throws IOException, SQLException {
        if (!turn.tryLock()) {
            return;
        }
        try {
            chore.carryOut();
        } finally {
            turn.unlock();
        }
    }

    void save(ServerRecord changed) throws IOException {
        changed.save(home);
        record = changed;
    }

    /** Changes what it is; the next start or {@link #save} writes that down. */
    void become(ServerRecord changed) {
        record = changed;
    }

    /** The first start, and every other. */
    void launch() throws IOException, InterruptedException {
        if (state != ServerState.CREATING && state != ServerState.RECOVERING) {
            state = ServerState.STARTING;
        }
        try {
            housekeeping.begin();
            ProcessIdentity process = life.launch(setup());
            save(record.withProcess(process).withAwaitingRestart(Set.of()));
            entrance.guard();
            life.awaitReady(setup());
            entrance.open();
        } catch (EngineException e) {
            life.stop(StopMode.IMMEDIATE);
            failure = e.getMessage();
            state =
                    e.reason() == Reason.PARAMETER
                            ? ServerState.INCOMPATIBLE_PARAMETERS
                            : ServerState.FAILED;
            throw e;
        }
        failure = null;
        if (record.role() instanceof Role.Recovery) {
            save(record.withRole(new Role.Primary()));
            engine.configure(setup());
        }
    }

    /** From here on it is seen as running. */
    void available() {
        state = ServerState.AVAILABLE;
    }

    /** What was there when this process began: adopted, started, or left alone. */
    void resume() {
        change(
                () -> {
                    if (adopt()) {
                        available();
                        house.tell(name(), ServerEvent.Type.ADOPTED, "Runs since before");
                    } else if (record.wanted()) {
                        state = ServerState.STARTING;
                        revival.revive(ServerEvent.Type.STARTED);
                    } else {
                        state = ServerState.STOPPED;
                    }
                    return null;
                });
    }

    /** False where no process is left, or the one that is left is ending. */
    private boolean adopt() throws IOException, InterruptedException {
        ProcessIdentity process = record.process();
        if (process == null || !life.adopt(process)) {
            return false;
        }
        try {
            life.awaitReady(setup());
        } catch (EngineException e) {
            if (life.isAlive()) {
                throw e;
            }
            return false;
        }
        entrance.guard();
        entrance.open();
        return true;
    }

    /** It is not up yet, after an end that nobody asked for. */
    void recovering() {
        state = ServerState.RECOVERING;
    }

    /** It is not started again by itself. */
    void giveUp(String why) {
        failure = why;
        state = ServerState.FAILED;
    }

    @Override
    public void start() {
        change(
                () -> {
                    if (state == ServerState.AVAILABLE) {
                        return null;
                    }
                    requireNotDeleted();
                    save(record.withWanted(true));
                    launch();
                    available();
                    house.tell(name(), ServerEvent.Type.STARTED, "Started");
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
                    house.tell(name(), ServerEvent.Type.STOPPED, "Stopped");
                    return null;
                });
    }

    /** Ends the process; whether it shall run stays as it is. */
    void end(StopMode mode) throws IOException, InterruptedException {
        state = ServerState.STOPPING;
        entrance.close();
        life.stop(mode);
        if (mode == StopMode.IMMEDIATE && record.process() != null) {
            // None of them may acknowledge anything any more.
            life.endSurvivors(setup());
        }
        save(record.withProcess(null));
        state = ServerState.STOPPED;
    }

    @Override
    public void restart() {
        change(
                () -> {
                    requireNotDeleted();
                    relaunch();
                    house.tell(name(), ServerEvent.Type.STARTED, "Restarted");
                    return null;
                });
    }

    /** Ends it and starts it again, with the settings that it has now. */
    void relaunch() throws IOException, InterruptedException {
        end(StopMode.FAST);
        save(record.withWanted(true));
        launch();
        available();
    }

    @Override
    public void delete() {
        Role role = record.role();
        change(
                () -> {
                    requireNotDeleted();
                    end(StopMode.IMMEDIATE);
                    state = ServerState.DELETED;
                    // Without its record it is no server any more, even if this is interrupted.
                    Files.delete(home.record());
                    Trees.delete(home.directory());
                    return null;
                });
        kin.gone(this);
        kinship.part(role);
        house.tell(name(), ServerEvent.Type.DELETED, "Deleted");
    }

    @Override
    public void changePassword(Login login) {
        if (login.user().equals(ServerSetup.ADMINISTRATOR)) {
            throw new EngineException(Reason.PARAMETER, "there is no user " + login.user());
        }
        change(
                () -> {
                    requireAvailable();
                    engine.changePassword(setup(), login);
                    return null;
                });
    }

    @Override
    public void listen(Listening wanted) {
        InetSocketAddress before = record.inner();
        settings.listen(wanted);
        if (!before.equals(record.inner())) {
            kin.moved(this);
        }
    }

    @Override
    public Set<String> configure(Map<String, String> parameters) {
        return settings.configure(parameters);
    }

    @Override
    public Set<String> awaitingRestart() {
        return record.awaitingRestart();
    }

    @Override
    public void resize(long memoryBytes, long storageBytes) {
        settings.resize(memoryBytes, storageBytes);
        housekeeping.keepHouse();
    }

    @Override
    public Backup backup(Path directory) {
        Backup backup =
                change(
                        () -> {
                            if (state != ServerState.AVAILABLE && state != ServerState.STOPPED) {
                                throw wrongState();
                            }
                            return Backups.take(
                                    version(),
                                    record.password(),
                                    directory,
                                    house.clock(),
                                    this::copy);
                        });
        house.tell(name(), ServerEvent.Type.BACKED_UP, "Backed up to " + directory);
        return backup;
    }

    private Engine.Copied copy(Path data) throws IOException, SQLException, InterruptedException {
        Optional<ServerProcess> process = life.process();
        return process.isPresent()
                ? engine.copy(setup(), process.get(), data)
                : Backups.ofStopped(home.data(), data);
    }

    @Override
    public Optional<Instant> latestRestorableTime() {
        Path archive = record.spec().archive();
        return archive == null ? Optional.empty() : Backups.archivedUntil(archive);
    }

    @Override
    public Optional<ServerName> primary() {
        return kinship.primary();
    }

    @Override
    public Set<ServerName> synchronousReplicas() {
        return record.replicasToAwait();
    }

    @Override
    public Optional<Replication> replication() {
        return kinship.replication();
    }

    @Override
    public void promote() {
        kinship.promote();
    }

    @Override
    public Connection administer(String database) throws SQLException {
        return engine.connect(setup(), database);
    }

    @Override
    public String jdbcUrl(String database) {
        InetSocketAddress address = address();
        return engine.jdbcUrl(address.getAddress().getHostAddress(), address.getPort(), database);
    }

    @Override
    public ServerReadings readings() {
        return telemetry.readings();
    }

    @Override
    public List<LogFile> logs() {
        return telemetry.logs();
    }

    @Override
    public List<SlowQuery> slowQueries(int limit) {
        return telemetry.slowQueries(limit);
    }

    /** Its process; empty when it doesn't run. */
    Optional<ServerProcess> process() {
        return life.process();
    }

    /** Stops looking after it; its process lives on. */
    void letGo() {
        entrance.close();
    }

    void requireAvailable() {
        if (state != ServerState.AVAILABLE) {
            throw wrongState();
        }
    }

    void requireNotDeleted() {
        if (state == ServerState.DELETED) {
            throw wrongState();
        }
    }

    private EngineException wrongState() {
        return new EngineException(Reason.STATE, name() + " is " + state);
    }
}
