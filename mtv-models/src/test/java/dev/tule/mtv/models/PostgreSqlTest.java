package dev.tule.mtv.models;

import dev.tule.engines.EngineKind;
import dev.tule.mtv.models.backends.BackendsContract;
import dev.tule.mtv.models.migrations.MigrationsContract;
import org.junit.jupiter.api.Nested;

/** Models and migrations on a real PostgreSQL server. */
final class PostgreSqlTest extends ModelContract {
    private final RealServer server = new RealServer(EngineKind.POSTGRESQL);

    @Override
    DatabaseConfig config() {
        return server.database();
    }

    @Override
    void release() {
        server.close();
    }

    @Nested
    class Changes extends MigrationsContract {
        @Override
        protected DatabaseConfig config() {
            return server.database();
        }
    }

    @Nested
    class Backends extends BackendsContract {
        @Override
        protected DatabaseConfig config() {
            return server.database();
        }
    }
}
