package dev.tule.mtv.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.models.cache.CacheConfig;
import dev.tule.mtv.models.library.Library;
import dev.tule.mtv.models.sessions.SessionsConfig;
import dev.tule.mtv.models.sql.Dialect;
import dev.tule.mtv.models.tasks.TasksConfig;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that databases take for words of their own are found before a migration fails. */
class NameChecksTest {
    /** Somebody's first attempt. */
    @Entity
    @Table(name = "order")
    static class Order extends Model {
        @Id long id;
        int value;
        int mode;

        @Column(name = "year_")
        int year;
    }

    private static List<CheckMessage> found(Dialect... used) {
        return NameChecks.run(List.of(Order.class), Set.of(used));
    }

    @Test
    void whatTheProjectsOwnDatabaseRefusesIsAnError() {
        assertThat(found(Dialect.H2))
                .filteredOn(each -> each.level() == CheckMessage.Level.ERROR)
                .extracting(CheckMessage::toString)
                .containsExactly(
                        "(models.E004) The table 'order' of models.Order has a name that is a"
                                + " reserved word of H2.\n\tHINT: Give it another name:"
                                + " @Table(name = \"order_table\").",
                        "(models.E004) The column 'value' of models.Order.value has a name that is"
                                + " a reserved word of H2.\n\tHINT: Rename the field, or give its"
                                + " column another name: @Column(name = \"value_\").");
    }

    @Test
    void whatOnlyOthersRefuseIsAWarning() {
        assertThat(found(Dialect.SQLITE))
                .extracting(each -> each.level() + " " + each.id() + " " + each.message())
                .containsExactly(
                        "ERROR models.E004 The table 'order' of models.Order has a name that is a"
                                + " reserved word of SQLite.",
                        "WARNING models.W004 The column 'value' of models.Order.value has a name"
                                + " that is a reserved word of H2.",
                        "WARNING models.W004 The column 'mode' of models.Order.mode has a name that"
                                + " is a reserved word of Oracle.");
    }

    @Test
    void ourOwnModelsHaveNoSuchNames() {
        List<Class<? extends Model>> ours =
                Stream.of(new SessionsConfig(), new CacheConfig(), new TasksConfig(), new Library())
                        .<Class<? extends Model>>flatMap(app -> app.models().stream())
                        .toList();
        assertThat(NameChecks.run(ours, Set.of(Dialect.values()))).isEmpty();
    }
}
