package dev.tule.mtv.models;

import dev.tule.mtv.models.backends.BackendsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTest extends ModelContract {
    @TempDir static Path folder;

    @Override
    DatabaseConfig config() {
        return DatabaseConfig.of(
                Databases.DEFAULT,
                "jdbc:sqlite:"
                        + folder.resolve("db.sqlite3")
                        // Nobody needs these rows after a power failure.
                        + "?synchronous=OFF");
    }

    @Nested
    class Backends extends BackendsContract {
        @Override
        protected DatabaseConfig config() {
            return DatabaseConfig.of(
                    Databases.DEFAULT,
                    "jdbc:sqlite:" + folder.resolve("backends.sqlite3") + "?synchronous=OFF");
        }
    }
}
