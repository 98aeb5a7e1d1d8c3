package dev.tule.mtv.models.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.ModelDatabase;
import jakarta.persistence.PersistenceException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What migrations do to a database that has rows already. */
public abstract class MigrationsContract {

    protected abstract DatabaseConfig config();

    /** Renames name to title; whatever else is asked about costs 1.50. */
    static final Questioner ANSWERS =
            new Questioner() {
                @Override
                public boolean wasFieldRenamed(String table, String from, String to) {
                    return from.equals("name") && to.equals("title");
                }

                @Override
                public boolean wasModelRenamed(String from, String to) {
                    return false;
                }

                @Override
                public Optional<Object> initialValue(String table, String column) {
                    return Optional.of("1.50");
                }
            };

    /** The first migration, and the one that follows from the change. */
    static Migrations history() {
        Migrations before = Migrations.of(List.of(Shop.before()));
        Migrations after = Migrations.of(List.of(Shop.after()));
        for (Migration each : before.changes(Questioner.silent())) {
            after.remember(each);
        }
        after.changes(ANSWERS).forEach(after::remember);
        after.remember(
                new Migration(
                        "shop",
                        "0003_doubling",
                        List.of(),
                        List.of(
                                new Operation.RunJava(Doubling.class.getName(), false),
                                new Operation.RunSql(
                                        Map.of("", List.of("update shop_item set state = 'SOLD'")),
                                        Map.of(
                                                "",
                                                List.of(
                                                        "update shop_item set state ="
                                                                + " 'FRESH'"))))));
        return after;
    }

    private static void run(ModelDatabase database, String sql) {
        database.withConnection(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    private static String row(ModelDatabase database, String sql) {
        return database.withConnection(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery(sql)) {
                        StringBuilder all = new StringBuilder();
                        while (rows.next()) {
                            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                                all.append(rows.getString(i)).append(' ');
                            }
                        }
                        return all.toString().strip();
                    }
                });
    }

    @Test
    void rowsLiveThroughEveryChangeAndBack() {
        try (Databases databases = Databases.of(config()).open(List.of())) {
            ModelDatabase database = databases.database(Databases.DEFAULT);
            Migrations migrations = history();
            assertThat(migrations.migrate(database, "shop", "0001")).hasSize(1);
            run(database, "insert into shop_item (name, amount, old) values ('fog', 3, 'gone')");
            run(database, "insert into shop_item (name) values ('it''s')");

            assertThat(migrations.migrate(database)).hasSize(2);

            assertThat(migrations.applied(database).values()).containsExactly(true, true, true);
            assertThat(
                            row(
                                    database,
                                    "select title, amount, state, maker_id from shop_item"
                                            + " order by id"))
                    .isEqualTo("fog 6 SOLD null it's 14 SOLD null");
            assertThat(row(database, "select price from shop_item where title = 'fog'"))
                    .startsWith("1.5");
            run(database, "insert into shop_maker (name) values ('Ann')");
            run(
                    database,
                    "update shop_item set maker_id = (select max(id) from shop_maker) where title"
                            + " = 'fog'");
            run(
                    database,
                    "insert into shop_item_shop_maker (shop_item_id, shop_maker_id) select i.id,"
                            + " m.id from shop_item i, shop_maker m where i.title = 'fog'");
            assertThatThrownBy(
                            () ->
                                    run(
                                            database,
                                            "insert into shop_item (title, amount, state, price)"
                                                    + " values ('fog', 6, 'SOLD', 1)"))
                    .as("unique together")
                    .isInstanceOf(PersistenceException.class);
            assertThatThrownBy(() -> run(database, "insert into shop_maker (name) values ('Ann')"))
                    .as("unique")
                    .isInstanceOf(PersistenceException.class);
            run(database, "delete from shop_maker");
            assertThat(row(database, "select maker_id from shop_item where title = 'fog'"))
                    .as("set null")
                    .isEqualTo("null");
            assertThat(row(database, "select count(*) from shop_item_shop_maker"))
                    .as("cascade")
                    .isEqualTo("0");

            assertThat(migrations.migrate(database, "shop", "0001")).hasSize(2);
            assertThat(row(database, "select name, amount from shop_item order by id"))
                    .isEqualTo("fog 3 it's 7");
            assertThat(migrations.applied(database).values()).containsExactly(true, false, false);
            assertThat(migrations.migrate(database, "shop", "zero")).hasSize(1);
            assertThat(migrations.migrate(database)).as("and once more").hasSize(3);
            migrations.migrate(database, "shop", "zero");
        }
    }

    @Test
    void renamedForeignKeysAndTablesGoOnHolding() {
        try (Databases databases = Databases.of(config()).open(List.of())) {
            ModelDatabase database = databases.database(Databases.DEFAULT);
            Migrations migrations = Migrations.of(List.of(Shop.after()));
            migrations.changes(ANSWERS).forEach(migrations::remember);
            migrations.remember(
                    new Migration(
                            "shop",
                            "0002_rename",
                            List.of(),
                            List.of(
                                    new Operation.RenameField("shop_item", "maker_id", "firm_id"),
                                    new Operation.RenameModel("shop_maker", "shop_firm"),
                                    new Operation.RenameModel("shop_item", "shop_thing"))));
            migrations.remember(
                    new Migration(
                            "shop",
                            "0003_remove",
                            List.of(),
                            List.of(new Operation.RemoveField("shop_thing", "firm_id"))));
            migrations.migrate(database, "shop", "0002");
            run(database, "insert into shop_firm (name) values ('Ann')");
            run(
                    database,
                    "insert into shop_thing (title, amount, state, price, firm_id) select 'fog',"
                            + " 1, 'SOLD', 1, id from shop_firm");
            run(database, "delete from shop_firm");
            assertThat(row(database, "select firm_id from shop_thing")).isEqualTo("null");
            migrations.migrate(database);
            assertThat(row(database, "select title from shop_thing")).isEqualTo("fog");
            migrations.migrate(database, "shop", "zero");
        }
    }

    @Test
    void aMigrationThatFailsIsNotRecorded() {
        try (Databases databases = Databases.of(config()).open(List.of())) {
            ModelDatabase database = databases.database(Databases.DEFAULT);
            Migrations migrations = Migrations.of(List.of(new Shop(List.of())));
            migrations.remember(
                    new Migration(
                            "shop",
                            "0001_broken",
                            List.of(),
                            List.of(
                                    new Operation.RunSql(
                                            Map.of("", List.of("update no_such set a = 1")),
                                            Map.of()))));
            assertThatThrownBy(() -> migrations.migrate(database))
                    .hasMessageContaining("update no_such");
            assertThat(migrations.applied(database).values()).containsExactly(false);
        }
    }
}
