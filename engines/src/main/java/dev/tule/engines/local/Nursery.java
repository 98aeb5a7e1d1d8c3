package dev.tule.engines.local;

import dev.tule.engines.Backup;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.FetchProgress;
import dev.tule.engines.Login;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.StopMode;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Brings new servers up. Until one is through, a file marks its directory as unfinished; what a
 * crash of ours leaves behind is removed at the next start.
 */
final class Nursery implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Nursery.class.getName());
    private static final String UNFINISHED = "unfinished";

    private final House house;
    private final Templates templates;
    private final Spares spares;
    private final ExecutorService tasks;

    Nursery(EnginesConfig config, House house, ExecutorService tasks) {
        this.house = house;
        this.templates = new Templates(config.cache(), house.account());
        this.spares = new Spares(templates.directory(), house.account());
        this.tasks = tasks;
    }

    /** What a new server is, before there is anything of it. */
    ServerRecord conceive(EngineVersion version, ServerSpec spec, Role role) {
        ServerRecord record =
                new ServerRecord(
                        version,
                        spec,
                        true,
                        0,
                        Secrets.password(),
                        Secrets.serverId(),
                        role,
                        Set.of(),
                        Set.of(),
                        null);
        return Ports.assign(record, spec.listening(), house);
    }

    /** An empty server, from the template. */
    void raise(LocalServer server, Login master, @Nullable String database) {
        server.change(
                () -> {
                    Engine engine = server.engine();
                    Installation installation =
                            house.installations().require(server.version(), FetchProgress.SILENT);
                    Templates.Template template = templates.require(installation, engine);
                    makeHome(server);
                    Future<?> synced = fill(server, template);
                    engine.check(server.setup());
                    Login lasting = server.record().administrator();
                    server.become(
                            server.record().withPassword(template.administrator().password()));
                    server.launch();
                    engine.welcome(server.setup(), lasting, master, database);
                    server.save(server.record().withPassword(lasting.password()));
                    server.entrance().prepareTokens();
                    finish(server, synced);
                    return null;
                });
        replenish();
    }

    /** Gives a server a template's data; done when it is on the disk. */
    private Future<?> fill(LocalServer server, Templates.Template template) throws IOException {
        if (spares.take(template.directory(), server.home().data())) {
            return CompletableFuture.completedFuture(null);
        }
        Trees.copy(template.data(), server.home().data(), house.account(), _ -> false);
        return sync(server);
    }

    /** Prepares for servers to come, in the background. */
    void replenish() {
        tasks.execute(
                () -> {
                    try {
                        spares.replenish();
                    } catch (IOException e) {
                        LOG.log(Logger.Level.WARNING, "could not copy templates beforehand", e);
                    }
                });
    }

    /** A server with a backup's data. */
    void restore(LocalServer server, Backup backup) {
        server.change(
                () -> {
                    Engine engine = server.engine();
                    var _ = house.installations().require(server.version(), FetchProgress.SILENT);
                    Path data = Backups.data(backup);
                    if (!Files.isDirectory(data)) {
                        throw new EngineException(
                                Reason.BACKUP, "there is no backup in " + backup.directory());
                    }
                    makeHome(server);
                    Trees.copy(data, server.home().data(), house.account(), _ -> false);
                    Future<?> synced = sync(server);
                    Login lasting = server.record().administrator();
                    String before = Backups.password(backup);
                    server.become(server.record().withPassword(before));
                    engine.check(server.setup());
                    engine.adapt(server.setup());
                    server.launch();
                    engine.assume(server.setup(), backup.position());
                    engine.changePassword(server.setup(), lasting);
                    server.save(server.record().withPassword(lasting.password()));
                    engine.renewTokens(server.setup(), before);
                    finish(server, synced);
                    return null;
                });
    }

    /** A server that follows another; its users and their passwords are the other's. */
    void follow(LocalServer server, LocalServer primary, boolean synchronous) {
        server.change(
                () -> {
                    Engine engine = server.engine();
                    makeHome(server);
                    ServerSetup source = primary.setup();
                    engine.admit(source, server.name(), true);
                    try {
                        ServerProcess process =
                                primary.process()
                                        .orElseThrow(
                                                () ->
                                                        new EngineException(
                                                                Reason.STATE,
                                                                primary.name() + " has ended"));
                        Engine.Copied copied =
                                primary.change(
                                        () -> engine.copy(source, process, server.home().data()));
                        Trees.own(server.home().data(), house.account());
                        Future<?> synced = sync(server);
                        server.become(server.record().withPassword(primary.record().password()));
                        engine.check(server.setup());
                        engine.adapt(server.setup());
                        server.launch();
                        engine.assume(server.setup(), copied.position());
                        if (synchronous) {
                            primary.kinship().awaitCommitsOf(server.name(), true);
                            engine.awaitInStep(primary.setup(), server.setup());
                        }
                        finish(server, synced);
                    } catch (SQLException | IOException | RuntimeException e) {
                        primary.kinship().awaitCommitsOf(server.name(), false);
                        engine.admit(source, server.name(), false);
                        throw e;
                    }
                    return null;
                });
    }

    private void makeHome(LocalServer server) throws IOException {
        ServerHome home = server.home();
        Account account = house.account();
        account.requireReach(home.directory().resolve("..").normalize());
        Files.createDirectories(home.directory());
        Files.setPosixFilePermissions(
                home.directory(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.createFile(home.directory().resolve(UNFINISHED));
        for (Path inner : List.of(home.data(), home.configuration(), home.log(), home.run())) {
            makePrivate(inner, account);
        }
        Path archive = server.spec().archive();
        if (archive != null) {
            Files.createDirectories(archive.toAbsolutePath().getParent());
            if (!Files.isDirectory(archive)) {
                makePrivate(archive, account);
            }
            account.requireReach(archive);
        }
    }

    private static void makePrivate(Path directory, Account account) throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        account.own(directory);
    }

    /** While the server starts, its files go to the disk. */
    private Future<?> sync(LocalServer server) {
        return tasks.submit(
                () -> {
                    Trees.sync(server.home().data());
                    return null;
                });
    }

    private static void finish(LocalServer server, Future<?> synced)
            throws IOException, InterruptedException {
        try {
            synced.get();
        } catch (ExecutionException e) {
            throw new IOException("could not sync", e.getCause());
        }
        Files.delete(server.home().directory().resolve(UNFINISHED));
        server.available();
    }

    @Override
    public void close() {
        spares.close();
    }

    boolean isUnfinished(ServerHome home) {
        return Files.exists(home.directory().resolve(UNFINISHED)) || !Files.exists(home.record());
    }

    /** Removes what is left of a server that was not finished, or deleted by half. */
    void clear(ServerHome home) throws IOException {
        if (Files.exists(home.record())) {
            ServerRecord record = ServerRecord.load(home);
            ServerLife life = new ServerLife(house.engine(record.version().kind()));
            try {
                if (record.process() != null && life.adopt(record.process())) {
                    life.stop(StopMode.IMMEDIATE);
                }
                // A crash of ours may have come before its process was written down.
                life.endSurvivors(house.setup(home, record));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        Trees.delete(home.directory());
    }

    /**
     * Ends and removes a server that could not be brought up; also when this thread is to end, for
     * its process must not stay.
     */
    void abandon(LocalServer server) {
        boolean interrupted = Thread.interrupted();
        try {
            server.change(
                    () -> {
                        if (Files.exists(server.home().directory().resolve(UNFINISHED))) {
                            server.end(StopMode.IMMEDIATE);
                            Trees.delete(server.home().directory());
                        }
                        return null;
                    });
        } catch (EngineException e) {
            LOG.log(Logger.Level.WARNING, "could not remove " + server.name(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
