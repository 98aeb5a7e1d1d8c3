package dev.tule.engines.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Engines;
import dev.tule.engines.FetchProgress;
import dev.tule.engines.Login;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.StopMode;
import dev.tule.engines.TokenCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Engines without servers. Safe for use by many threads; events come on the caller's thread. */
public final class MemoryEngines implements Engines {

    private static final List<EngineVersion> VERSIONS =
            List.of(
                    new EngineVersion(EngineKind.POSTGRESQL, "18.6"),
                    new EngineVersion(EngineKind.MARIADB, "11.4.5"),
                    new EngineVersion(EngineKind.MYSQL, "8.0.15"),
                    new EngineVersion(EngineKind.SQLSERVER, "16.0.4165.4"));
    private static final int FIRST_FREE_PORT = 40_000;

    private final InstantSource clock;
    private final List<Consumer<ServerEvent>> listeners = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private final Map<String, MemoryServer> servers = new TreeMap<>();

    @GuardedBy("this")
    private final Map<Path, Backup> backups = new HashMap<>();

    @GuardedBy("this")
    private final Set<EngineVersion> installed = new HashSet<>();

    @GuardedBy("this")
    private int nextPort = FIRST_FREE_PORT;

    public MemoryEngines(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<EngineOffer> offers() {
        Set<EngineVersion> unpacked = Set.copyOf(installed);
        return VERSIONS.stream()
                .map(version -> offer(version, unpacked.contains(version)))
                .toList();
    }

    private static EngineOffer offer(EngineVersion version, boolean unpacked) {
        EngineOffer.Origin origin =
                version.kind().isContained()
                        ? EngineOffer.Origin.IMAGE
                        : EngineOffer.Origin.ARTIFACT;
        return new EngineOffer(version, origin, unpacked, null);
    }

    @Override
    public synchronized void install(EngineVersion version, FetchProgress progress) {
        if (!VERSIONS.contains(version)) {
            throw new EngineException(Reason.NOT_FOR_THIS_HOST, "no such engine: " + version);
        }
        installed.add(version);
        progress.fetched(version.toString(), 1, 1);
    }

    @Override
    public DatabaseServer create(
            EngineVersion version, ServerSpec spec, Login master, @Nullable String database) {
        return make(version, spec, master, null);
    }

    @Override
    public DatabaseServer restore(Backup backup, ServerSpec spec) {
        MemoryServer server = make(backup.version(), spec, null, null);
        tell(server.name(), ServerEvent.Type.RESTORED, "Restored from " + backup.directory());
        return server;
    }

    @Override
    public DatabaseServer restore(Backup backup, Path archive, Instant until, ServerSpec spec) {
        if (backup.version().kind() != EngineKind.POSTGRESQL) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, backup.version().kind().title() + " has no archive");
        }
        if (until.isBefore(backup.takenAt()) || until.isAfter(clock.instant())) {
            throw new EngineException(
                    Reason.POINT_IN_TIME,
                    "the backup is of " + backup.takenAt() + ", not " + until);
        }
        return restore(backup, spec);
    }

    @Override
    public DatabaseServer replicate(DatabaseServer primary, ServerSpec spec, boolean synchronous) {
        if (!(primary instanceof MemoryServer ours)) {
            throw new IllegalArgumentException("a server of other engines");
        }
        ours.requireAvailable();
        MemoryServer replica = make(ours.version(), spec, null, ours);
        if (synchronous) {
            ours.awaitCommitsOf(replica.name());
        }
        return replica;
    }

    @Override
    public void failOver(DatabaseServer primary, DatabaseServer replica) {
        if (!(replica instanceof MemoryServer next)) {
            throw new IllegalArgumentException("a server of other engines");
        }
        next.requireAvailable();
        primary.stop(StopMode.FAST);
        if (next.primary().isPresent()) {
            next.promote();
        }
        next.listen(primary.spec().listening());
    }

    @Override
    public Backup copy(Backup backup, Path directory) {
        return keep(
                new Backup(
                        directory,
                        backup.version(),
                        backup.takenAt(),
                        backup.sizeBytes(),
                        backup.position()));
    }

    @Override
    public synchronized Backup backupAt(Path directory) {
        Backup backup = backups.get(directory);
        if (backup == null) {
            throw new EngineException(Reason.BACKUP, "no backup in " + directory);
        }
        return backup;
    }

    @Override
    public void trimArchive(Path archive, Backup oldest) {
        // There is nothing in it.
    }

    @Override
    public synchronized List<DatabaseServer> servers() {
        return List.copyOf(servers.values());
    }

    @Override
    public synchronized Optional<DatabaseServer> server(ServerName name) {
        return Optional.ofNullable(servers.get(name.value()));
    }

    @Override
    public void checkTokens(TokenCheck check) {
        // Nobody logs in.
    }

    @Override
    public void onEvent(Consumer<ServerEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }

    /**
     * What a crash of the engine does to a server that is available: it is recovering, until {@link
     * #recover}.
     */
    public void crash(ServerName name) {
        find(name).crash();
        tell(name, ServerEvent.Type.CRASHED, "Ended without being asked to");
    }

    /** Ends what {@link #crash} began. */
    public void recover(ServerName name) {
        find(name).recovered();
        tell(name, ServerEvent.Type.RECOVERED, "Started again");
    }

    /** Has the next start fail, as a real engine's would. */
    public void failNextStart(ServerName name, EngineException failure) {
        find(name).failNextStart(failure);
    }

    /** Has a server hold so much, as it then says. */
    public void hold(ServerName name, long storageBytes) {
        find(name).hold(storageBytes);
    }

    Instant now() {
        return clock.instant();
    }

    synchronized Backup keep(Backup backup) {
        if (backups.putIfAbsent(backup.directory(), backup) != null) {
            throw new EngineException(Reason.STORAGE, backup.directory() + " exists");
        }
        return backup;
    }

    synchronized void forget(ServerName name) {
        servers.remove(name.value());
    }

    synchronized int freePort() {
        return nextPort++;
    }

    void tell(ServerName server, ServerEvent.Type type, String message) {
        ServerEvent event = new ServerEvent(server, clock.instant(), type, message);
        for (Consumer<ServerEvent> listener : listeners) {
            listener.accept(event);
        }
    }

    private synchronized MemoryServer find(ServerName name) {
        MemoryServer server = servers.get(name.value());
        if (server == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        return server;
    }

    private MemoryServer make(
            EngineVersion version,
            ServerSpec spec,
            @Nullable Login master,
            @Nullable MemoryServer primary) {
        install(version, FetchProgress.SILENT);
        if (spec.archive() != null && version.kind() != EngineKind.POSTGRESQL) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, version.kind().title() + " has no archive");
        }
        MemoryServer server;
        synchronized (this) {
            if (servers.containsKey(spec.name().value())) {
                throw new EngineException(
                        Reason.NAME_TAKEN, "there is a server " + spec.name() + " already");
            }
            server = new MemoryServer(this, version, spec, master, primary);
            for (MemoryServer other : servers.values()) {
                if (other.address().equals(server.address())) {
                    throw new EngineException(
                            Reason.ADDRESS_IN_USE, server.address() + " is in use");
                }
            }
            servers.put(spec.name().value(), server);
        }
        tell(spec.name(), ServerEvent.Type.CREATED, "Made, with " + version);
        return server;
    }
}
