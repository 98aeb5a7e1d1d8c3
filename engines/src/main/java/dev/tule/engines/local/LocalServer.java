package dev.tule.engines.local;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.FetchProgress;
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
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.process.ProcessIdentity;
import dev.tule.engines.process.ProcessUsage;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of this host. What changes it holds {@link #turn}; state and record are read without.
 */
final class LocalServer implements DatabaseServer {

    private static final Logger LOG = System.getLogger(LocalServer.class.getName());
    private static final List<Duration> RETRIES =
            List.of(
                    Duration.ZERO,
                    Duration.ofMillis(300),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10));

    private final House house;
    private final ServerHome home;
    private final Engine engine;
    private final ServerLife life;
    private final ReentrantLock turn = new ReentrantLock();
    private final Kin kin;
    private final Pulse pulse;
    private final Entrance entrance;

    private volatile ServerRecord record;
    private volatile ServerState state = ServerState.CREATING;
    private volatile @Nullable String failure;

    /** Whether it refuses writes, its storage being full; null until that is known again. */
    private volatile @Nullable Boolean full;

    LocalServer(House house, ServerHome home, ServerRecord record, Kin kin) {
        this.house = house;
        this.home = home;
        this.record = record;
        this.kin = kin;
        this.engine = house.engine(record.version().kind());
        this.life = new ServerLife(engine);
        this.pulse = new Pulse(house.patience());
        this.entrance = new Entrance(house, this);
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

    ServerSetup setup() {
        return setup(record);
    }

    private ServerSetup setup(ServerRecord of) {
        Installation installation =
                house.installations().require(of.version(), FetchProgress.SILENT);
        return new ServerSetup(
                installation,
                home,
                house.account(),
                of.spec(),
                of.inner(),
                of.administrator(),
                of.serverId(),
                of.role(),
                of.replicasToAwait());
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
            full = null;
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

    /** The role whose members log in by tokens; a replica has its primary's. */
    void makeTokenRole() {
        String role = record.spec().listening().tokenRole();
        if (role == null || !(record.role() instanceof Role.Primary)) {
            return;
        }
        try (Connection administrator = administer("")) {
            engine.makeRole(administrator, role);
        } catch (SQLException e) {
            throw new EngineException(
                    Reason.ENGINE, name() + " has no role " + role + ": " + e.getMessage(), e);
        }
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
                        launchPatiently(ServerEvent.Type.STARTED);
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

    /** What stands in the way of a start after a crash, such as a taken port, may pass. */
    private void launchPatiently(ServerEvent.Type done) throws IOException, InterruptedException {
        for (Duration pause : RETRIES) {
            Thread.sleep(pause);
            try {
                launch();
            } catch (EngineException e) {
                LOG.log(Logger.Level.WARNING, "{0} does not start: {1}", name(), e.getMessage());
                if (state == ServerState.INCOMPATIBLE_PARAMETERS) {
                    break;
                }
                state = ServerState.RECOVERING;
                continue;
            }
            available();
            house.tell(name(), done, "Started again");
            return;
        }
        if (state == ServerState.RECOVERING) {
            state = ServerState.FAILED;
        }
        house.tell(name(), ServerEvent.Type.FAILED, "Does not start any more: " + failure);
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

    private void relaunch() throws IOException, InterruptedException {
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
        part(role);
        house.tell(name(), ServerEvent.Type.DELETED, "Deleted");
    }

    private void part(Role role) {
        if (role instanceof Role.Replica replica) {
            kin.parted(replica.primary(), name());
        }
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
        listenNow(wanted);
        if (!before.equals(record.inner())) {
            kin.moved(this);
        }
    }

    private void listenNow(Listening wanted) {
        change(
                () -> {
                    requireNotDeleted();
                    ServerRecord before = record;
                    requireTokens(wanted);
                    ServerRecord changed = Ports.assign(before, wanted, house);
                    Listening old = before.spec().listening();
                    boolean moved =
                            !changed.inner().equals(before.inner())
                                    || !changed.spec().listening().address().equals(old.address());
                    boolean tls =
                            !Objects.equals(wanted.certificate(), old.certificate())
                                    || wanted.onlyTls() != old.onlyTls();
                    save(changed);
                    if (state != ServerState.AVAILABLE) {
                        return null;
                    }
                    if (moved || (tls && !engine.reloadsTls())) {
                        relaunch();
                    } else {
                        engine.configure(setup());
                        engine.reload(setup(), before.spec().parameters());
                        entrance.follow();
                    }
                    house.tell(name(), ServerEvent.Type.CHANGED, "Listens at " + address());
                    return null;
                });
    }

    void requireTokens(Listening wanted) {
        if (wanted.tokenRole() != null && !engine.takesTokens()) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, version().kind().title() + " takes no tokens");
        }
    }

    @Override
    public Set<String> configure(Map<String, String> parameters) {
        return change(
                () -> {
                    requireNotDeleted();
                    ServerRecord changed =
                            record.withSpec(record.spec().withParameters(parameters));
                    engine.check(setup(changed));
                    return apply(changed);
                });
    }

    private Set<String> apply(ServerRecord changed)
            throws IOException, SQLException, InterruptedException {
        Map<String, String> before = record.spec().parameters();
        save(changed);
        if (state != ServerState.AVAILABLE) {
            return Set.of();
        }
        engine.configure(setup());
        Set<String> waiting = new TreeSet<>(record.awaitingRestart());
        waiting.addAll(engine.reload(setup(), before));
        save(record.withAwaitingRestart(waiting));
        house.tell(name(), ServerEvent.Type.CHANGED, "Configured");
        return Set.copyOf(waiting);
    }

    @Override
    public Set<String> awaitingRestart() {
        return record.awaitingRestart();
    }

    @Override
    public void resize(long memoryBytes, long storageBytes) {
        change(
                () -> {
                    requireNotDeleted();
                    ServerSpec spec =
                            record.spec().withMemory(memoryBytes).withStorage(storageBytes);
                    return apply(record.withSpec(spec));
                });
        keepHouse();
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

    /** Has the engine archive what it has until now; nothing while it doesn't run. */
    void archive() {
        Path archive = record.spec().archive();
        boolean follows = record.role() instanceof Role.Replica;
        if (archive == null || follows || state != ServerState.AVAILABLE) {
            return;
        }
        change(
                () -> {
                    if (state == ServerState.AVAILABLE) {
                        Optional<Instant> until = engine.archive(setup());
                        if (until.isPresent()) {
                            Backups.noteArchived(archive, until.get());
                        }
                    }
                    return null;
                });
    }

    @Override
    public Optional<ServerName> primary() {
        return record.role() instanceof Role.Replica replica
                ? Optional.of(replica.primary())
                : Optional.empty();
    }

    @Override
    public Set<ServerName> synchronousReplicas() {
        return record.replicasToAwait();
    }

    @Override
    public Optional<Replication> replication() {
        if (!(record.role() instanceof Role.Replica)) {
            return Optional.empty();
        }
        if (state != ServerState.AVAILABLE) {
            return Optional.of(new Replication(false, null, name() + " is " + state));
        }
        try {
            return Optional.of(engine.replication(setup()));
        } catch (SQLException e) {
            return Optional.of(new Replication(false, null, e.getMessage()));
        }
    }

    /** Takes what its primary, which has ended, committed last. */
    void inherit(LocalServer primary) {
        change(
                () -> {
                    engine.bequeath(primary.setup(), setup());
                    return null;
                });
    }

    @Override
    public void promote() {
        Role role = record.role();
        change(
                () -> {
                    requireAvailable();
                    if (!(record.role() instanceof Role.Replica)) {
                        throw new EngineException(Reason.STATE, name() + " is no replica");
                    }
                    engine.promote(setup());
                    save(record.withRole(new Role.Primary()));
                    engine.configure(setup());
                    engine.reload(setup(), record.spec().parameters());
                    return null;
                });
        part(role);
        house.tell(name(), ServerEvent.Type.PROMOTED, "Promoted");
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
        try {
            int connections = 0;
            if (state == ServerState.AVAILABLE) {
                try (Connection connection = administer("")) {
                    connections = engine.connections(connection);
                }
            }
            ProcessUsage usage =
                    life.process()
                            .map(process -> ProcessUsage.of(process.identity()))
                            .orElse(ProcessUsage.NONE);
            return new ServerReadings(
                    house.clock().instant(),
                    connections,
                    usage.cpuTime(),
                    usage.memoryBytes(),
                    Trees.size(home.directory()),
                    usage.readOperations(),
                    usage.writeOperations(),
                    usage.readBytes(),
                    usage.writtenBytes());
        } catch (SQLException e) {
            throw new EngineException(Reason.ENGINE, name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<LogFile> logs() {
        List<LogFile> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(home.log())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.add(
                        new LogFile(
                                file.getFileName().toString(),
                                file,
                                Files.size(file),
                                Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        }
        logs.sort(Comparator.comparing(LogFile::lastWritten).reversed());
        return List.copyOf(logs);
    }

    @Override
    public List<SlowQuery> slowQueries(int limit) {
        try {
            return engine.slowQueries(setup(), limit);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, name() + ": " + e.getMessage(), e);
        }
    }

    /** Its process; empty when it doesn't run. */
    Optional<ServerProcess> process() {
        return life.process();
    }

    /** Acknowledges commits only when that replica has them, too; or no longer waits for it. */
    void awaitCommitsOf(ServerName replica, boolean await) {
        change(
                () -> {
                    Set<String> names = new TreeSet<>(record.synchronousReplicas());
                    if (await ? names.add(replica.value()) : names.remove(replica.value())) {
                        save(record.withSynchronousReplicas(names));
                        engine.configure(setup());
                        if (state == ServerState.AVAILABLE) {
                            engine.reload(setup(), record.spec().parameters());
                        }
                    }
                    return null;
                });
    }

    /** A replica of this server follows it no longer. */
    void dismiss(ServerName replica) {
        awaitCommitsOf(replica, false);
        change(
                () -> {
                    if (state == ServerState.AVAILABLE) {
                        engine.admit(setup(), replica, false);
                    }
                    return null;
                });
    }

    /** Its primary listens elsewhere. */
    void turnTo(Role.Replica primary) {
        change(
                () -> {
                    save(record.withRole(primary));
                    if (state == ServerState.AVAILABLE) {
                        engine.configure(setup());
                        engine.reload(setup(), record.spec().parameters());
                        engine.assume(setup(), "");
                    }
                    return null;
                });
    }

    /** Stops looking after it; its process lives on. */
    void letGo() {
        entrance.close();
    }

    /** Whether it ought to run and doesn't; not while somebody changes it. */
    boolean hasCrashed() {
        return state == ServerState.AVAILABLE && !life.isAlive() && !turn.isLocked();
    }

    /**
     * Gives up a server that runs and doesn't answer, where a replica can take its place; not while
     * somebody changes it.
     */
    void feelPulse() {
        if (!canHang() || turn.isLocked()) {
            pulse.reset();
        } else if (!pulse.isFelt(() -> administer("").close())) {
            change(
                    () -> {
                        if (canHang()) {
                            failure = "The server hangs; a replica can take its place";
                            state = ServerState.FAILED;
                            house.tell(name(), ServerEvent.Type.CRASHED, "Does not answer");
                        }
                        return null;
                    });
        }
    }

    private boolean canHang() {
        return state == ServerState.AVAILABLE && !record.synchronousReplicas().isEmpty();
    }

    /** Starts it again after a crash, or gives it up. */
    void recover() {
        change(
                () -> {
                    if (state != ServerState.AVAILABLE || life.isAlive()) {
                        return null;
                    }
                    if (!record.synchronousReplicas().isEmpty()) {
                        failure = "The server ended; a replica can take its place";
                        state = ServerState.FAILED;
                    }
                    house.tell(name(), ServerEvent.Type.CRASHED, "Ended without being asked to");
                    if (state == ServerState.FAILED) {
                        return null;
                    }
                    state = ServerState.RECOVERING;
                    launchPatiently(ServerEvent.Type.RECOVERED);
                    return null;
                });
    }

    /** Watches the storage, rotates logs; skipped while somebody changes the server. */
    void keepHouse() {
        if (state != ServerState.AVAILABLE || !turn.tryLock()) {
            return;
        }
        try {
            engine.rotateLogs(setup());
            long limit = record.spec().storageBytes();
            boolean over = limit > 0 && Trees.size(home.directory()) > limit;
            Boolean before = full;
            if (before != null && before == over) {
                return;
            }
            // An engine that was started anew, or by an earlier process, may do either.
            engine.refuseWrites(setup(), over);
            full = over;
            if (over || before != null) {
                house.tell(
                        name(),
                        over ? ServerEvent.Type.STORAGE_FULL : ServerEvent.Type.STORAGE_FREED,
                        over ? "Holds more than its storage" : "Has room again");
            }
        } catch (IOException | SQLException e) {
            LOG.log(Logger.Level.WARNING, "looking after " + name() + " failed", e);
        } finally {
            turn.unlock();
        }
    }

    void requireAvailable() {
        if (state != ServerState.AVAILABLE) {
            throw wrongState();
        }
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
