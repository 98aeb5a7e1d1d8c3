package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsOnSqliteTest extends MigrationsContract {
    @TempDir Path folder;

    @Override
    protected DatabaseConfig config() {
        return DatabaseConfig.of(
                "default", "jdbc:sqlite:" + folder.resolve("db.sqlite3") + "?synchronous=OFF");
    }
}
