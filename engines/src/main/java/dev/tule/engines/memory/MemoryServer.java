package dev.tule.engines.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
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
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A server that is only remembered. */
final class MemoryServer implements DatabaseServer {

    private final MemoryEngines engines;
    private final EngineVersion version;

    @GuardedBy("this")
    private final Map<String, String> passwords = new HashMap<>();

    @GuardedBy("this")
    private final Set<String> awaitingRestart = new TreeSet<>();

    @GuardedBy("this")
    private final Set<ServerName> synchronousReplicas = new HashSet<>();

    @GuardedBy("this")
    private ServerSpec spec;

    @GuardedBy("this")
    private ServerState state = ServerState.AVAILABLE;

    @GuardedBy("this")
    private @Nullable MemoryServer primary;

    @GuardedBy("this")
    private @Nullable EngineException nextFailure;

    @GuardedBy("this")
    private @Nullable String failure;

    @GuardedBy("this")
    private long held;

    MemoryServer(
            MemoryEngines engines,
            EngineVersion version,
            ServerSpec spec,
            @Nullable Login master,
            @Nullable MemoryServer primary) {
        this.engines = engines;
        this.version = version;
        this.spec = withPort(engines, spec);
        this.primary = primary;
        if (master != null) {
            passwords.put(master.user(), master.password());
        } else if (primary != null) {
            passwords.putAll(primary.passwords());
        }
    }

    private static ServerSpec withPort(MemoryEngines engines, ServerSpec spec) {
        Listening listening = spec.listening();
        return listening.address().getPort() != 0
                ? spec
                : spec.withListening(listening.withPort(engines.freePort()));
    }

    private synchronized Map<String, String> passwords() {
        return Map.copyOf(passwords);
    }

    @Override
    public synchronized ServerName name() {
        return spec.name();
    }

    @Override
    public EngineVersion version() {
        return version;
    }

    @Override
    public synchronized ServerSpec spec() {
        return spec;
    }

    @Override
    public synchronized ServerState state() {
        return state;
    }

    @Override
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized InetSocketAddress address() {
        return spec.listening().address();
    }

    @Override
    public void start() {
        synchronized (this) {
            if (state == ServerState.AVAILABLE) {
                return;
            }
            requireNotDeleted();
            startNow();
        }
        engines.tell(name(), ServerEvent.Type.STARTED, "Started");
    }

    @GuardedBy("this")
    private void startNow() {
        EngineException refused = nextFailure;
        nextFailure = null;
        if (refused != null) {
            state =
                    refused.reason() == Reason.PARAMETER
                            ? ServerState.INCOMPATIBLE_PARAMETERS
                            : ServerState.FAILED;
            failure = refused.getMessage();
            throw refused;
        }
        failure = null;
        awaitingRestart.clear();
        state = ServerState.AVAILABLE;
    }

    @Override
    public void stop(StopMode mode) {
        synchronized (this) {
            requireNotDeleted();
            state = ServerState.STOPPED;
        }
        engines.tell(name(), ServerEvent.Type.STOPPED, "Stopped");
    }

    @Override
    public void restart() {
        stop(StopMode.FAST);
        start();
    }

    @Override
    public void delete() {
        synchronized (this) {
            requireNotDeleted();
            state = ServerState.DELETED;
        }
        part();
        engines.forget(name());
        engines.tell(name(), ServerEvent.Type.DELETED, "Deleted");
    }

    @Override
    public synchronized void changePassword(Login login) {
        requireAvailable();
        if (passwords.replace(login.user(), login.password()) == null) {
            throw new EngineException(Reason.PARAMETER, "there is no user " + login.user());
        }
    }

    @Override
    public synchronized void listen(Listening listening) {
        requireNotDeleted();
        spec = withPort(engines, spec.withListening(listening));
    }

    @Override
    public synchronized Set<String> configure(Map<String, String> parameters) {
        requireNotDeleted();
        Set<String> changed = new TreeSet<>(parameters.keySet());
        changed.addAll(spec.parameters().keySet());
        Map<String, String> before = spec.parameters();
        changed.removeIf(name -> Objects.equals(before.get(name), parameters.get(name)));
        if (state == ServerState.AVAILABLE) {
            awaitingRestart.addAll(changed);
        }
        spec = spec.withParameters(parameters);
        return Set.copyOf(awaitingRestart);
    }

    @Override
    public synchronized Set<String> awaitingRestart() {
        return Set.copyOf(awaitingRestart);
    }

    @Override
    public synchronized void resize(long memoryBytes, long storageBytes) {
        requireNotDeleted();
        spec = spec.withMemory(memoryBytes).withStorage(storageBytes);
    }

    @Override
    public Backup backup(Path directory) {
        synchronized (this) {
            if (state != ServerState.AVAILABLE && state != ServerState.STOPPED) {
                throw wrongState();
            }
        }
        Backup backup = engines.keep(new Backup(directory, version, engines.now(), 0, "0/0"));
        engines.tell(name(), ServerEvent.Type.BACKED_UP, "Backed up");
        return backup;
    }

    @Override
    public synchronized Optional<Instant> latestRestorableTime() {
        return spec.archive() == null ? Optional.empty() : Optional.of(engines.now());
    }

    @Override
    public synchronized Optional<ServerName> primary() {
        return Optional.ofNullable(primary).map(MemoryServer::name);
    }

    @Override
    public synchronized Set<ServerName> synchronousReplicas() {
        return Set.copyOf(synchronousReplicas);
    }

    synchronized void awaitCommitsOf(ServerName replica) {
        synchronousReplicas.add(replica);
    }

    synchronized void dismiss(ServerName replica) {
        synchronousReplicas.remove(replica);
    }

    @Override
    public synchronized Optional<Replication> replication() {
        return primary == null
                ? Optional.empty()
                : Optional.of(new Replication(true, Duration.ZERO, null));
    }

    private void part() {
        MemoryServer left;
        synchronized (this) {
            left = primary;
        }
        if (left != null) {
            left.dismiss(name());
        }
    }

    @Override
    public void promote() {
        synchronized (this) {
            requireAvailable();
            if (primary == null) {
                throw new EngineException(Reason.STATE, spec.name() + " is no replica");
            }
        }
        part();
        synchronized (this) {
            primary = null;
        }
        engines.tell(name(), ServerEvent.Type.PROMOTED, "Promoted");
    }

    @Override
    public Connection administer(String database) throws SQLException {
        throw new SQLException("nothing runs here: this server is only remembered");
    }

    @Override
    public String jdbcUrl(String database) {
        String scheme = version.kind() == EngineKind.POSTGRESQL ? "postgresql" : "mariadb";
        InetSocketAddress address = address();
        return "jdbc:%s://%s:%d/%s"
                .formatted(
                        scheme, address.getAddress().getHostAddress(), address.getPort(), database);
    }

    @Override
    public synchronized ServerReadings readings() {
        return new ServerReadings(engines.now(), 0, Duration.ZERO, 0, held, 0, 0, 0, 0);
    }

    synchronized void hold(long storageBytes) {
        held = storageBytes;
    }

    @Override
    public List<LogFile> logs() {
        return List.of();
    }

    @Override
    public List<SlowQuery> slowQueries(int limit) {
        return List.of();
    }

    synchronized void crash() {
        requireAvailable();
        state = synchronousReplicas.isEmpty() ? ServerState.RECOVERING : ServerState.FAILED;
    }

    synchronized void recovered() {
        if (state != ServerState.RECOVERING) {
            throw wrongState();
        }
        state = ServerState.AVAILABLE;
    }

    synchronized void failNextStart(EngineException refused) {
        nextFailure = refused;
    }

    synchronized void requireAvailable() {
        if (state != ServerState.AVAILABLE) {
            throw wrongState();
        }
    }

    @GuardedBy("this")
    private void requireNotDeleted() {
        if (state == ServerState.DELETED) {
            throw wrongState();
        }
    }

    @GuardedBy("this")
    private EngineException wrongState() {
        return new EngineException(Reason.STATE, spec.name() + " is " + state);
    }
}
