package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Replication;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerState;
import dev.tule.engines.engine.Role;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server is to its primary and to its replicas: whom it follows, and whose commits it waits
 * for.
 */
final class Kinship {

    private final House house;
    private final LocalServer server;
    private final Kin kin;

    Kinship(House house, LocalServer server, Kin kin) {
        this.house = house;
        this.server = server;
        this.kin = kin;
    }

    Optional<ServerName> primary() {
        return server.record().role() instanceof Role.Replica replica
                ? Optional.of(replica.primary())
                : Optional.empty();
    }

    Optional<Replication> replication() {
        if (!(server.record().role() instanceof Role.Replica)) {
            return Optional.empty();
        }
        if (server.state() != ServerState.AVAILABLE) {
            return Optional.of(
                    new Replication(false, null, server.name() + " is " + server.state()));
        }
        try {
            return Optional.of(server.engine().replication(server.setup()));
        } catch (SQLException e) {
            return Optional.of(new Replication(false, null, e.getMessage()));
        }
    }

    /** Takes what its primary, which has ended, committed last. */
    void inherit(LocalServer primary) {
        server.change(
                () -> {
                    server.engine().bequeath(primary.setup(), server.setup());
                    return null;
                });
    }

    void promote() {
        Role role = server.record().role();
        server.change(
                () -> {
                    server.requireAvailable();
                    if (!(server.record().role() instanceof Role.Replica)) {
                        throw new EngineException(Reason.STATE, server.name() + " is no replica");
                    }
                    server.engine().promote(server.setup());
                    server.save(server.record().withRole(new Role.Primary()));
                    server.engine().configure(server.setup());
                    server.engine().reload(server.setup(), server.record().spec().parameters());
                    return null;
                });
        part(role);
        house.tell(server.name(), ServerEvent.Type.PROMOTED, "Promoted");
    }

    /** Tells its primary that it is followed no longer; nothing where there was none. */
    void part(Role role) {
        if (role instanceof Role.Replica replica) {
            kin.parted(replica.primary(), server.name());
        }
    }

    /** Acknowledges commits only when that replica has them, too; or no longer waits for it. */
    void awaitCommitsOf(ServerName replica, boolean await) {
        server.change(
                () -> {
                    Set<String> names = new TreeSet<>(server.record().synchronousReplicas());
                    if (await ? names.add(replica.value()) : names.remove(replica.value())) {
                        server.save(server.record().withSynchronousReplicas(names));
                        server.engine().configure(server.setup());
                        if (server.state() == ServerState.AVAILABLE) {
                            server.engine()
                                    .reload(server.setup(), server.record().spec().parameters());
                        }
                    }
                    return null;
                });
    }

    /** A replica of this server follows it no longer. */
    void dismiss(ServerName replica) {
        awaitCommitsOf(replica, false);
        server.change(
                () -> {
                    if (server.state() == ServerState.AVAILABLE) {
                        server.engine().admit(server.setup(), replica, false);
                    }
                    return null;
                });
    }

    /** Its primary listens elsewhere. */
    void turnTo(Role.Replica primary) {
        server.change(
                () -> {
                    server.save(server.record().withRole(primary));
                    if (server.state() == ServerState.AVAILABLE) {
                        server.engine().configure(server.setup());
                        server.engine().reload(server.setup(), server.record().spec().parameters());
                        server.engine().assume(server.setup(), "");
                    }
                    return null;
                });
    }
}
