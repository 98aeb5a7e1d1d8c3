package dev.tule.engines.local;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Engines;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.FetchProgress;
import dev.tule.engines.Login;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.ServerState;
import dev.tule.engines.StopMode;
import dev.tule.engines.TokenCheck;
import dev.tule.engines.artifact.Installations;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Events;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.mysql.MySqlFamily;
import dev.tule.engines.postgresql.PostgreSql;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.ProcessIdentity;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engines of this host. */
public final class LocalEngines implements Engines {

    private static final Logger LOG = System.getLogger(LocalEngines.class.getName());

    private final EnginesConfig config;
    private final House house;
    private final DirectoryLock lock;
    private final Nursery nursery;
    private final Family family = new Family();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final Rounds rounds = new Rounds(family, tasks);

    private LocalEngines(EnginesConfig config, House house, DirectoryLock lock) {
        this.config = config;
        this.house = house;
        this.lock = lock;
        this.nursery = new Nursery(config, house, tasks);
    }

    /**
     * Opens a directory: what runs there already is adopted, what ended without being stopped is
     * started, in the background.
     *
     * @throws EngineException {@code STATE} when another process holds it, {@code STORAGE} when it
     *     can't be read
     */
    public static LocalEngines open(EnginesConfig config, InstantSource clock) {
        Account account = Account.find(config.user());
        try {
            Files.createDirectories(config.directory());
            DirectoryLock lock = DirectoryLock.take(config.directory());
            PostgreSql postgreSql = new PostgreSql(clock);
            House house =
                    new House(
                            Map.of(
                                    EngineKind.POSTGRESQL,
                                    postgreSql,
                                    EngineKind.MARIADB,
                                    MySqlFamily.mariaDb(),
                                    EngineKind.MYSQL,
                                    MySqlFamily.mySql()),
                            new Installations(config),
                            account,
                            new Filters(account),
                            new Events(),
                            new Tokens(),
                            clock,
                            config.patience());
            LocalEngines engines = new LocalEngines(config, house, lock);
            engines.resume();
            return engines;
        } catch (IOException e) {
            throw new EngineException(
                    Reason.STORAGE, config.directory() + ": " + e.getMessage(), e);
        }
    }

    /**
     * What could be run below a directory, without opening it.
     *
     * @throws EngineException {@code NOT_FOR_THIS_HOST} when no server can, with what to do
     */
    public static List<EngineOffer> look(EnginesConfig config) {
        try {
            Account.find(config.user()).requireReach(config.directory());
            return new Installations(config).offers();
        } catch (IOException e) {
            throw new EngineException(
                    Reason.STORAGE, config.directory() + ": " + e.getMessage(), e);
        }
    }

    private void resume() throws IOException {
        List<Path> homes;
        try (Stream<Path> directories = Files.list(config.directory())) {
            homes = directories.filter(Files::isDirectory).sorted().toList();
        }
        List<LocalServer> found = new ArrayList<>();
        for (Path directory : homes) {
            ServerHome home = new ServerHome(directory);
            if (nursery.isUnfinished(home)) {
                clear(home);
                continue;
            }
            ServerRecord record = ServerRecord.load(home);
            LocalServer server = server(home, record);
            found.add(server);
            boolean _ = family.add(server);
        }
        for (LocalServer server : found) {
            ProcessIdentity process = server.record().process();
            if (process != null && process.isAlive()) {
                resume(server);
            } else {
                tasks.execute(() -> resume(server));
            }
        }
        nursery.replenish();
        rounds.begin(config.patience());
    }

    /** What can't be removed now is tried again at the next start, and in nobody's way. */
    private void clear(ServerHome home) {
        try {
            nursery.clear(home);
        } catch (IOException | EngineException e) {
            LOG.log(Logger.Level.WARNING, home.directory() + " was not finished and stays", e);
        }
    }

    private void resume(LocalServer server) {
        try {
            server.resume();
            // Nobody shall wait for what a crash of ours left unfinished.
            server.synchronousReplicas().stream()
                    .filter(replica -> family.find(replica).isEmpty())
                    .forEach(server.kinship()::dismiss);
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "could not take up " + server.name(), e);
        }
    }

    private LocalServer server(ServerHome home, ServerRecord record) {
        return new LocalServer(house, home, record, family);
    }

    @Override
    public List<EngineOffer> offers() {
        return house.installations().offers();
    }

    @Override
    public void install(EngineVersion version, FetchProgress progress) {
        var _ = house.installations().require(version, progress);
    }

    @Override
    public DatabaseServer create(
            EngineVersion version, ServerSpec spec, Login master, @Nullable String database) {
        DatabaseServer server =
                add(
                        spec,
                        version,
                        new Role.Primary(),
                        child -> nursery.raise(child, master, database));
        house.tell(spec.name(), ServerEvent.Type.CREATED, "Made, with " + version);
        return server;
    }

    @Override
    public DatabaseServer restore(Backup backup, ServerSpec spec) {
        DatabaseServer server =
                add(
                        spec,
                        backup.version(),
                        new Role.Primary(),
                        child -> nursery.restore(child, backup));
        house.tell(spec.name(), ServerEvent.Type.RESTORED, "Restored from " + backup.directory());
        return server;
    }

    @Override
    public DatabaseServer restore(Backup backup, Path archive, Instant until, ServerSpec spec) {
        if (backup.version().kind() != EngineKind.POSTGRESQL) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, backup.version().kind().title() + " has no archive");
        }
        if (until.isBefore(backup.takenAt())) {
            throw new EngineException(
                    Reason.POINT_IN_TIME,
                    "the backup is of " + backup.takenAt() + ", not " + until);
        }
        requireArchived(archive, until);
        DatabaseServer server;
        try {
            server = recover(backup, new Role.Recovery(archive, until), spec);
        } catch (EngineException e) {
            if (e.reason() != Reason.POINT_IN_TIME) {
                throw e;
            }
            // Nothing was committed after that moment: all that is archived is what was asked for.
            server = recover(backup, new Role.Recovery(archive, null), spec);
        }
        house.tell(spec.name(), ServerEvent.Type.RESTORED, "Restored to " + until);
        return server;
    }

    private DatabaseServer recover(Backup backup, Role role, ServerSpec spec) {
        return add(spec, backup.version(), role, child -> nursery.restore(child, backup));
    }

    private void requireArchived(Path archive, Instant until) {
        if (isArchived(archive, until)) {
            return;
        }
        for (LocalServer server : family.all()) {
            if (archive.equals(server.spec().archive())) {
                server.housekeeping().archive();
            }
        }
        if (!isArchived(archive, until)) {
            throw new EngineException(
                    Reason.POINT_IN_TIME,
                    "the archive reaches until %s, not until %s"
                            .formatted(
                                    Backups.archivedUntil(archive)
                                            .map(Instant::toString)
                                            .orElse("no moment"),
                                    until));
        }
    }

    private static boolean isArchived(Path archive, Instant until) {
        return Backups.archivedUntil(archive).filter(end -> !end.isBefore(until)).isPresent();
    }

    @Override
    public DatabaseServer replicate(DatabaseServer primary, ServerSpec spec, boolean synchronous) {
        LocalServer source = ours(primary);
        if (source.record().role() instanceof Role.Replica
                && source.version().kind() == EngineKind.POSTGRESQL) {
            throw new EngineException(Reason.NOT_SUPPORTED, "a replica has no replicas");
        }
        source.requireAvailable();
        Role role = Family.roleBelow(source, synchronous);
        DatabaseServer server =
                add(
                        spec,
                        source.version(),
                        role,
                        child -> nursery.follow(child, source, synchronous));
        house.tell(spec.name(), ServerEvent.Type.CREATED, "Follows " + source.name());
        return server;
    }

    private static LocalServer ours(DatabaseServer server) {
        if (!(server instanceof LocalServer ours)) {
            throw new IllegalArgumentException("a server of other engines");
        }
        return ours;
    }

    @Override
    public void failOver(DatabaseServer primary, DatabaseServer replica) {
        LocalServer next = ours(replica);
        next.requireAvailable();
        primary.stop(primary.state() == ServerState.AVAILABLE ? StopMode.FAST : StopMode.IMMEDIATE);
        if (next.primary().isPresent()) {
            next.kinship().inherit(ours(primary));
            next.promote();
        }
        next.listen(primary.spec().listening());
    }

    /** Makes a server known, and brings it up; leaves nothing of it when that fails. */
    private DatabaseServer add(
            ServerSpec spec, EngineVersion version, Role role, Consumer<LocalServer> bringUp) {
        if (spec.archive() != null && version.kind() != EngineKind.POSTGRESQL) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, version.kind().title() + " has no archive");
        }
        ServerHome home = new ServerHome(config.directory().resolve(spec.name().value()));
        LocalServer server = server(home, nursery.conceive(version, spec, role));
        if (!family.add(server)) {
            throw new EngineException(
                    Reason.NAME_TAKEN, "there is a server " + spec.name() + " already");
        }
        try {
            bringUp.accept(server);
            return server;
        } catch (RuntimeException e) {
            family.gone(server);
            nursery.abandon(server);
            throw e;
        }
    }

    @Override
    public Backup copy(Backup backup, Path directory) {
        try {
            return Backups.copy(backup, directory);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Backup backupAt(Path directory) {
        return Backups.read(directory);
    }

    @Override
    public void trimArchive(Path archive, Backup oldest) {
        try {
            Backups.trim(archive, oldest);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, archive + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<DatabaseServer> servers() {
        return List.copyOf(family.all());
    }

    @Override
    public Optional<DatabaseServer> server(ServerName name) {
        return family.find(name).map(server -> server);
    }

    @Override
    public void checkTokens(TokenCheck check) {
        house.tokens().checkBy(check);
    }

    @Override
    public void onEvent(Consumer<ServerEvent> listener) {
        house.events().listen(listener);
    }

    @Override
    public void close() {
        shut(
                server -> {
                    var _ =
                            server.change(
                                    () -> {
                                        server.end(StopMode.FAST);
                                        return null;
                                    });
                });
    }

    /** Lets go of the directory without stopping the servers: the next to open it adopts them. */
    public void leave() {
        shut(LocalServer::letGo);
    }

    private void shut(Consumer<LocalServer> end) {
        rounds.close();
        try (ExecutorService ends = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LocalServer server : family.all()) {
                ends.execute(() -> end.accept(server));
            }
        }
        nursery.close();
        tasks.close();
        house.events().close();
        lock.close();
    }
}
