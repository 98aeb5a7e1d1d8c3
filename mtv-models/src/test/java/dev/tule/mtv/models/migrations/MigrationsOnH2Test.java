package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.DatabaseConfig;

final class MigrationsOnH2Test extends MigrationsContract {
    @Override
    protected DatabaseConfig config() {
        return DatabaseConfig.of("default", "jdbc:h2:mem:migrations", "sa", "");
    }
}
