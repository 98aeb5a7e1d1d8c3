package dev.tule.mtv.admin;

import dev.tule.engines.EngineKind;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.RealServer;
import org.junit.jupiter.api.AfterAll;

final class AdminOnMariaDbTest extends AdminContract {
    private final RealServer server = new RealServer(EngineKind.MARIADB);

    @Override
    DatabaseConfig config() {
        return server.database();
    }

    @AfterAll
    void release() {
        server.close();
    }
}
