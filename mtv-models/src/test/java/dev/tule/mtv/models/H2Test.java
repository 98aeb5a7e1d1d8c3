package dev.tule.mtv.models;

import dev.tule.mtv.models.backends.BackendsContract;
import org.junit.jupiter.api.Nested;

final class H2Test extends ModelContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.of(
                Databases.DEFAULT, "jdbc:h2:mem:models;DB_CLOSE_DELAY=-1", "sa", "");
    }

    @Nested
    class Backends extends BackendsContract {
        @Override
        protected DatabaseConfig config() {
            return DatabaseConfig.of(
                    Databases.DEFAULT, "jdbc:h2:mem:backends;DB_CLOSE_DELAY=-1", "sa", "");
        }
    }
}
