package dev.tule.mtv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsTest {
    @Test
    void theMigrationsMakeTheModels() {
        Migrations migrations = Migrations.of(List.of(new AuthConfig()));

        assertThat(migrations.changes(Questioner.silent())).isEmpty();
    }
}
