package dev.tule.mtv.admin;

import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;

final class AdminOnH2Test extends AdminContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.of(Databases.DEFAULT, "jdbc:h2:mem:admin", "sa", "");
    }
}
