package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.sql.Dialect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a migration, the same for all databases.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/migration-operations/">Django: migration
 *     operations</a>
 */
public sealed interface Operation {

    /** What it makes of the tables. */
    Schema apply(Schema before);

    /**
     * What takes it back.
     *
     * @param before the tables before it
     * @throws IrreversibleError where nothing does
     */
    Operation reversed(Schema before);

    /** For people. */
    String describe();

    record CreateModel(Table table) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(table);
        }

        @Override
        public Operation reversed(Schema before) {
            return new DeleteModel(table.name());
        }

        @Override
        public String describe() {
            return "Create " + table.name();
        }
    }

    record DeleteModel(String table) implements Operation {
        @Override
        public Schema apply(Schema before) {
            before.table(table);
            return before.without(table);
        }

        @Override
        public Operation reversed(Schema before) {
            return new CreateModel(before.table(table));
        }

        @Override
        public String describe() {
            return "Delete " + table;
        }
    }

    record RenameModel(String from, String to) implements Operation {
        @Override
        public Schema apply(Schema before) {
            before.table(from);
            return before.renaming(from, to);
        }

        @Override
        public Operation reversed(Schema before) {
            return new RenameModel(to, from);
        }

        @Override
        public String describe() {
            return "Rename " + from + " to " + to;
        }
    }

    /**
     * Adds a column.
     *
     * @param initial what it holds in the rows that are there: a text, number or boolean
     */
    record AddField(String table, Column column, @Nullable Object initial) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(before.table(table).with(column));
        }

        @Override
        public Operation reversed(Schema before) {
            return new RemoveField(table, column.name());
        }

        @Override
        public String describe() {
            return "Add " + column.name() + " to " + table;
        }
    }

    record RemoveField(String table, String column) implements Operation {
        @Override
        public Schema apply(Schema before) {
            before.table(table).column(column);
            return before.with(before.table(table).without(column));
        }

        @Override
        public Operation reversed(Schema before) {
            Column old = before.table(table).column(column);
            // What it held is gone.
            return new AddField(table, old.withNullable(true), null);
        }

        @Override
        public String describe() {
            return "Remove " + column + " from " + table;
        }
    }

    /**
     * Changes what a column can hold.
     *
     * @param initial what replaces null where null is no longer allowed
     */
    record AlterField(String table, Column column, @Nullable Object initial) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(before.table(table).replacing(column.name(), column));
        }

        @Override
        public Operation reversed(Schema before) {
            return new AlterField(table, before.table(table).column(column.name()), null);
        }

        @Override
        public String describe() {
            return "Alter " + column.name() + " on " + table;
        }
    }

    record RenameField(String table, String from, String to) implements Operation {
        @Override
        public Schema apply(Schema before) {
            Table old = before.table(table);
            return before.with(old.replacing(from, old.column(from).named(to)));
        }

        @Override
        public Operation reversed(Schema before) {
            return new RenameField(table, to, from);
        }

        @Override
        public String describe() {
            return "Rename " + from + " of " + table + " to " + to;
        }
    }

    record AddIndex(String table, String name, List<String> columns) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(before.table(table).withIndex(name, columns));
        }

        @Override
        public Operation reversed(Schema before) {
            return new RemoveIndex(table, name);
        }

        @Override
        public String describe() {
            return "Add index " + name + " to " + table;
        }
    }

    record RemoveIndex(String table, String name) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(before.table(table).withoutIndex(name));
        }

        @Override
        public Operation reversed(Schema before) {
            return new AddIndex(
                    table, name, before.table(table).indexes().getOrDefault(name, List.of()));
        }

        @Override
        public String describe() {
            return "Remove index " + name + " from " + table;
        }
    }

    record AddConstraint(String table, String name, List<String> columns) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(before.table(table).withUnique(name, columns));
        }

        @Override
        public Operation reversed(Schema before) {
            return new RemoveConstraint(table, name);
        }

        @Override
        public String describe() {
            return "Add constraint " + name + " to " + table;
        }
    }

    record RemoveConstraint(String table, String name) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before.with(before.table(table).withoutUnique(name));
        }

        @Override
        public Operation reversed(Schema before) {
            return new AddConstraint(
                    table, name, before.table(table).uniques().getOrDefault(name, List.of()));
        }

        @Override
        public String describe() {
            return "Remove constraint " + name + " from " + table;
        }
    }

    /**
     * Statements as they are, written by hand.
     *
     * @param forward by database; {@code ""} for those that aren't named
     * @param backward what takes them back; empty where nothing does
     */
    record RunSql(Map<String, List<String>> forward, Map<String, List<String>> backward)
            implements Operation {
        List<String> statements(Dialect dialect) {
            return forward.getOrDefault(
                    dialect.name().toLowerCase(java.util.Locale.ROOT),
                    forward.getOrDefault("", List.of()));
        }

        @Override
        public Schema apply(Schema before) {
            return before;
        }

        @Override
        public Operation reversed(Schema before) {
            if (backward.isEmpty()) {
                throw new IrreversibleError("statements without a way back");
            }
            return new RunSql(backward, forward);
        }

        @Override
        public String describe() {
            return "Run SQL";
        }
    }

    /**
     * Changes data by Java.
     *
     * @param type a class that implements {@link DataMigration}, with a constructor without
     *     arguments
     * @param back whether it is its way back
     */
    record RunJava(String type, boolean back) implements Operation {
        @Override
        public Schema apply(Schema before) {
            return before;
        }

        @Override
        public Operation reversed(Schema before) {
            return new RunJava(type, !back);
        }

        @Override
        public String describe() {
            return "Run " + type;
        }
    }
}
