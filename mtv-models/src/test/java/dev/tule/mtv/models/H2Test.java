package dev.tule.mtv.models;

final class H2Test extends ModelContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.of(
                Databases.DEFAULT, "jdbc:h2:mem:models;DB_CLOSE_DELAY=-1", "sa", "");
    }
}
