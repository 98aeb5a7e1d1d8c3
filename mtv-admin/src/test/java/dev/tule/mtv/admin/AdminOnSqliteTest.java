package dev.tule.mtv.admin;

import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class AdminOnSqliteTest extends AdminContract {
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
}
