package dev.tule.engines.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.engines.EngineException;
import dev.tule.engines.ServerName;
import dev.tule.engines.engine.Role;
import java.lang.System.Logger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The servers of a directory, in the order of their names. Safe for use by many threads. */
final class Family implements Kin {

    private static final Logger LOG = System.getLogger(Family.class.getName());

    @GuardedBy("this")
    private final Map<String, LocalServer> servers = new TreeMap<>();

    /** False where another has its name. */
    synchronized boolean add(LocalServer server) {
        return servers.putIfAbsent(server.name().value(), server) == null;
    }

    synchronized List<LocalServer> all() {
        return List.copyOf(servers.values());
    }

    synchronized Optional<LocalServer> find(ServerName name) {
        return Optional.ofNullable(servers.get(name.value()));
    }

    @Override
    public synchronized void gone(LocalServer server) {
        servers.remove(server.name().value());
    }

    @Override
    public void parted(ServerName primary, ServerName replica) {
        find(primary)
                .ifPresent(
                        server -> {
                            try {
                                server.kinship().dismiss(replica);
                            } catch (EngineException e) {
                                // It may be what the replica was promoted for.
                                LOG.log(Logger.Level.INFO, "{0} does not answer", primary);
                            }
                        });
    }

    @Override
    public void moved(LocalServer primary) {
        for (LocalServer server : all()) {
            if (server.record().role() instanceof Role.Replica replica
                    && replica.primary().equals(primary.name())) {
                server.kinship().turnTo(roleBelow(primary, replica.synchronous()));
            }
        }
    }

    /** What follows a server that listens where it does now. */
    static Role.Replica roleBelow(LocalServer primary, boolean synchronous) {
        return new Role.Replica(
                primary.name(),
                primary.setup().reachable(),
                primary.spec().listening().certificate() != null,
                synchronous);
    }
}
