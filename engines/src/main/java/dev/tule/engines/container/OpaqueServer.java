package dev.tule.engines.container;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Login;
import dev.tule.engines.Replication;
import dev.tule.engines.ServerName;
import dev.tule.engines.SlowQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server into which Tule does not see, having no driver for its engine: what would need one is
 * refused by name, or there is none of it.
 */
interface OpaqueServer extends DatabaseServer {

    @Override
    default Set<String> configure(Map<String, String> parameters) {
        if (!parameters.equals(spec().parameters())) {
            throw unsupported("settings that change after it was made");
        }
        return Set.of();
    }

    @Override
    default Set<String> awaitingRestart() {
        return Set.of();
    }

    @Override
    default void changePassword(Login login) {
        throw unsupported("another password from here");
    }

    @Override
    default Optional<Instant> latestRestorableTime() {
        return Optional.empty();
    }

    @Override
    default Optional<ServerName> primary() {
        return Optional.empty();
    }

    @Override
    default Set<ServerName> synchronousReplicas() {
        return Set.of();
    }

    @Override
    default Optional<Replication> replication() {
        return Optional.empty();
    }

    @Override
    default void promote() {
        throw unsupported("replicas");
    }

    @Override
    default Connection administer(String database) throws SQLException {
        throw new SQLException("Tule has no driver for " + version().kind().title());
    }

    @Override
    default List<SlowQuery> slowQueries(int limit) {
        return List.of();
    }

    private EngineException unsupported(String what) {
        return new EngineException(
                Reason.NOT_SUPPORTED,
                "%s in a container has no %s".formatted(version().kind().title(), what));
    }
}
