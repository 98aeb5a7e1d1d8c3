package dev.tule.mtv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;

import org.junit.jupiter.api.Test;

import java.util.List;

class ModelsTest {
    @Test
    void theMigrationsMakeTheModels() {
        Migrations migrations = Migrations.of(List.of(new AuthConfig()));

        assertThat(migrations.changes(Questioner.silent())).isEmpty();
    }
}
