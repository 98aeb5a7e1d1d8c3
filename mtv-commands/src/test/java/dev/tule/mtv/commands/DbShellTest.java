package dev.tule.mtv.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.DatabaseConfig;
import org.junit.jupiter.api.Test;

/** What the database's client is started with. */
class DbShellTest {
    private static DbShellCommand.Client client(String url) throws CommandError {
        return DbShellCommand.client(DatabaseConfig.of("default", url, "ann", "secret"));
    }

    @Test
    void aFileIsOpenedByItsPath() throws CommandError {
        assertThat(client("jdbc:sqlite:db.sqlite3?cache=shared").words())
                .containsExactly("sqlite3", "db.sqlite3");
    }

    @Test
    void passwordsAreNotInCommandLines() throws CommandError {
        DbShellCommand.Client psql = client("jdbc:postgresql://db.example.org:5433/farm?ssl=true");
        DbShellCommand.Client mariadb = client("jdbc:mariadb://db.example.org/farm");

        assertThat(psql.words())
                .containsExactly(
                        "psql",
                        "--host=db.example.org",
                        "--port=5433",
                        "--username=ann",
                        "--dbname=farm");
        assertThat(psql.environment()).containsEntry("PGPASSWORD", "secret");
        assertThat(mariadb.words())
                .containsExactly(
                        "mariadb", "--host=db.example.org", "--user=ann", "--database=farm");
        assertThat(mariadb.environment()).containsEntry("MYSQL_PWD", "secret");
        assertThat(psql).hasToString("psql");
    }

    @Test
    void wherePeopleHaveNoClientItSaysSo() {
        assertThatThrownBy(() -> client("jdbc:h2:mem:farm"))
                .isInstanceOf(CommandError.class)
                .hasMessage("dbshell knows no client for H2: use 'shell'.");
    }
}
