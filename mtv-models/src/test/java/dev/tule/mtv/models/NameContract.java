package dev.tule.mtv.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.models.sql.ReservedWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which words the database takes for its own. */
interface NameContract {

    @Test
    default void theWordsThatAreRefusedAreThoseThatWeWarnOf() {
        ModelDatabase database = Databases.current().database(Databases.DEFAULT);
        Set<String> refused = new TreeSet<>();
        database.withConnection(
                connection -> {
                    connection.setAutoCommit(true);
                    for (String word : ReservedWords.all()) {
                        if (refuses(connection, word)) {
                            refused.add(word);
                        }
                    }
                    connection.setAutoCommit(false);
                    return refused;
                });
        assertThat(refused).containsExactlyElementsOf(ReservedWords.of(database.dialect()));
    }

    private static boolean refuses(Connection connection, String word) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("create temporary table words (" + word + " int)");
            } catch (SQLException expected) {
                return true;
            }
            statement.execute("drop table words");
            return false;
        }
    }
}
