package dev.tule.mtv.models.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.library.Library;
import dev.tule.mtv.models.sql.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How migrations are found, written down and made SQL. */
class MigrationsTest {
    @TempDir Path folder;

    private static List<String> described(Migration migration) {
        return migration.operations().stream().map(Operation::describe).toList();
    }

    @Test
    void whatChangedIsFoundAndWhatIsUnclearIsAsked() {
        Migrations history = MigrationsContract.history();
        Migration change = history.all().get(1);
        assertThat(change.name()).isEqualTo("0002_shop_maker_and_more");
        assertThat(described(change))
                .containsExactly(
                        "Create shop_maker",
                        "Create shop_item_shop_maker",
                        "Rename name of shop_item to title",
                        "Remove index ix_item_amount from shop_item",
                        "Alter amount on shop_item",
                        "Add state to shop_item",
                        "Add price to shop_item",
                        "Add maker_id to shop_item",
                        "Remove old from shop_item",
                        "Add constraint uq_item to shop_item");
        assertThat(history.changes(Questioner.silent())).as("nothing is left").isEmpty();
    }

    @Test
    void aValueThatNobodyKnowsIsAnErrorThatSaysWhatToDo() {
        Migrations after = Migrations.of(List.of(Shop.after()));
        Migrations.of(List.of(Shop.before())).changes(Questioner.silent()).forEach(after::remember);
        assertThatThrownBy(() -> after.changes(Questioner.silent()))
                .hasMessageContaining("shop_item.price")
                .hasMessageContaining("@Nullable");
    }

    @Test
    void aRenamedTableKeepsItsRowsWhereTheAnswerIsYes() {
        Schema from = Schema.of(Shop.after().models());
        Schema to = from.renaming("shop_maker", "shop_firm");
        Questioner yes =
                new Questioner() {
                    @Override
                    public boolean wasFieldRenamed(String table, String a, String b) {
                        return false;
                    }

                    @Override
                    public boolean wasModelRenamed(String a, String b) {
                        return a.equals("shop_maker") && b.equals("shop_firm");
                    }

                    @Override
                    public Optional<Object> initialValue(String table, String column) {
                        return Optional.empty();
                    }
                };
        assertThat(new Autodetector(from, to, yes, (table, column) -> null).detect())
                .containsExactly(new Operation.RenameModel("shop_maker", "shop_firm"));
    }

    @Test
    void migrationsAreFilesThatReadBackAsTheyWere() throws Exception {
        for (Migration each : MigrationsContract.history().all()) {
            assertThat(MigrationJson.read("shop", each.name(), MigrationJson.write(each)))
                    .isEqualTo(each);
        }
        Migrations fresh = Migrations.of(List.of(new Library()));
        List<Path> files = fresh.write(fresh.changes(Questioner.silent()), folder);
        Path written = folder.resolve("dev/tule/mtv/models/library/migrations");
        assertThat(files).containsExactly(written.resolve("0001_initial.json"));
        assertThat(written.resolve("index")).hasContent("0001_initial");
        assertThat(Files.readAllLines(files.getFirst()))
                .as("an operation a line")
                .hasSizeGreaterThan(8);
        assertThat(fresh.changes(Questioner.silent())).isEmpty();
    }

    @Test
    void brokenFilesAreErrorsThatNameThem() {
        for (String broken :
                List.of(
                        "[]",
                        "{\"operations\": [1]}",
                        "{\"operations\": [{\"operation\": \"Explode\"}]}",
                        "{\"operations\": [{\"operation\": \"DeleteModel\"}]}")) {
            assertThatThrownBy(() -> MigrationJson.read("shop", "0001_x", broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shop.0001_x");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyDatabaseGetsStatementsOfItsOwn(Dialect dialect) {
        Migrations history = MigrationsContract.history();
        Migration first = history.all().getFirst();
        Migration second = history.all().get(1);
        String made = history.sql(first, dialect).getFirst();
        assertThat(made)
                .startsWith("create table shop_item")
                .contains(
                        switch (dialect) {
                            case H2, POSTGRESQL ->
                                    "id bigint generated by default as identity primary key";
                            case ORACLE ->
                                    "id number(19) generated by default as identity primary key";
                            case SQLITE -> "id integer primary key autoincrement";
                            case MARIADB, MYSQL -> "id bigint not null auto_increment primary key";
                            case SQLSERVER -> "id bigint identity(1,1) primary key";
                        });
        String all = String.join(";\n", history.sql(second, dialect));
        assertThat(all)
                .contains(
                        switch (dialect) {
                            case SQLSERVER -> "exec sp_rename 'shop_item.name', 'title', 'COLUMN'";
                            case H2 -> "alter table shop_item alter column name rename to title";
                            default -> "alter table shop_item rename column name to title";
                        })
                .contains(
                        switch (dialect) {
                            case SQLITE -> "maker_id integer references shop_maker (id)";
                            default ->
                                    "add constraint fk_shop_item_maker_id foreign key (maker_id)"
                                            + " references shop_maker (id) on delete set null";
                        });
    }

    @Test
    void sqlServerAndOracleChangeColumnsInTheirOwnWords() {
        Migrations history = MigrationsContract.history();
        Migration second = history.all().get(1);
        assertThat(history.sql(second, Dialect.SQLSERVER))
                .contains(
                        "drop index ix_item_amount on shop_item",
                        "update shop_item set amount = 7 where amount is null",
                        "alter table shop_item alter column amount integer not null",
                        "alter table shop_item add price decimal(10, 2)",
                        "update shop_item set price = N'1.50'",
                        "alter table shop_item drop column old");
        assertThat(history.sql(second, Dialect.ORACLE))
                .contains(
                        "drop index ix_item_amount",
                        "alter table shop_item modify amount not null",
                        "alter table shop_item add price number(10, 2)",
                        "alter table shop_item modify price not null",
                        "alter table shop_item drop column old");
    }
}
