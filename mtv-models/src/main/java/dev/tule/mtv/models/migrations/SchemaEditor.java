package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes operations as SQL of a database. Foreign keys come last, when all tables are there;
 * SQLite, which can change little of a table, gets a new one and copies the rows.
 */
final class SchemaEditor {
    private static final int NAME = 60;

    private final Dialect dialect;
    private final ColumnSql columns;
    private final List<String> statements = new ArrayList<>();
    private final Map<String, String> deferred = new LinkedHashMap<>();

    SchemaEditor(Dialect dialect) {
        this.dialect = dialect;
        this.columns = new ColumnSql(dialect);
    }

    /** Everything so far, what was put off at the end. */
    List<String> statements() {
        List<String> all = new ArrayList<>(statements);
        all.addAll(deferred.values());
        return all;
    }

    void write(Operation operation, Schema before) {
        Schema after = operation.apply(before);
        switch (operation) {
            case Operation.CreateModel(Table table) -> create(table);
            case Operation.DeleteModel(String table) -> {
                flush();
                dropForeignKeys(before.table(table));
                add("drop table " + table);
            }
            case Operation.RenameModel(String from, String to) ->
                    renameTable(before.table(from), after.table(to));
            case Operation.AddField(String table, Column column, Object initial) ->
                    addColumn(after, table, column, initial);
            case Operation.RemoveField(String table, String column) ->
                    dropColumn(before, after, table, column);
            case Operation.AlterField(String table, Column column, Object initial) ->
                    alter(before, after, table, column, initial);
            case Operation.RenameField(String table, String from, String to) ->
                    renameColumn(
                            table, before.table(table).column(from), after.table(table).column(to));
            case Operation.AddIndex(String table, String name, List<String> over) ->
                    add(index(table, name, over));
            case Operation.RemoveIndex(String table, String name) -> dropIndex(table, name);
            case Operation.AddConstraint(String table, String name, List<String> over) -> {
                if (dialect == Dialect.SQLITE) {
                    remake(before.table(table), after.table(table), Map.of());
                } else {
                    add("alter table " + table + " add " + unique(name, over));
                }
            }
            case Operation.RemoveConstraint(String table, String name) -> {
                if (dialect == Dialect.SQLITE) {
                    remake(before.table(table), after.table(table), Map.of());
                } else {
                    dropConstraint(table, name, true);
                }
            }
            case Operation.RunSql sql -> statements.addAll(sql.statements(dialect));
            case Operation.RunJava java -> {
                // Run by the migrator.
            }
        }
    }

    /** What was put off is done before names change. */
    private void flush() {
        statements.addAll(deferred.values());
        deferred.clear();
    }

    private void add(String statement) {
        statements.add(statement);
    }

    // ---- tables

    private void create(Table table) {
        add(creation(table, table.name()));
        table.indexes().forEach((name, over) -> add(index(table.name(), name, over)));
        for (Column column : table.columns()) {
            foreignKey(table.name(), column);
        }
    }

    private String creation(Table table, String name) {
        long keys = table.columns().stream().filter(Column::primaryKey).count();
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            lines.add(
                    columns.definition(column, keys == 1)
                            + (dialect == Dialect.SQLITE ? inlineReference(column) : ""));
        }
        if (keys > 1) {
            lines.add(
                    "primary key ("
                            + table.columns().stream()
                                    .filter(Column::primaryKey)
                                    .map(Column::name)
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
        for (Column column : table.columns()) {
            if (column.unique()) {
                lines.add(unique(uniqueName(table.name(), column), List.of(column.name())));
            }
        }
        table.uniques().forEach((constraint, over) -> lines.add(unique(constraint, over)));
        return "create table "
                + name
                + " (\n  "
                + String.join(",\n  ", lines)
                + "\n)"
                + (dialect == Dialect.MARIADB || dialect == Dialect.MYSQL
                        // Texts are equal where they are the same, as on the other databases.
                        ? " engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin"
                        : "");
    }

    private static String unique(String name, List<String> over) {
        return "constraint " + name + " unique (" + String.join(", ", over) + ")";
    }

    private static String index(String table, String name, List<String> over) {
        return "create index " + name + " on " + table + " (" + String.join(", ", over) + ")";
    }

    private void renameTable(Table old, Table made) {
        flush();
        old.columns().forEach(column -> detach(old.name(), column));
        add(
                switch (dialect) {
                    case SQLSERVER -> "exec sp_rename '" + old.name() + "', '" + made.name() + "'";
                    default -> "alter table " + old.name() + " rename to " + made.name();
                });
        made.columns().forEach(column -> attach(made.name(), column));
    }

    /** Takes off what is named after table and column. SQLite names nothing so that it matters. */
    private void detach(String table, Column column) {
        if (dialect == Dialect.SQLITE) {
            return;
        }
        if (column.references() != null) {
            dropConstraint(table, foreignKeyName(table, column.name()), false);
            if (hasOwnIndex(column)) {
                dropIndex(table, indexName(table, column.name()));
            }
        }
        if (column.unique()) {
            dropConstraint(table, uniqueName(table, column), true);
        }
    }

    private void attach(String table, Column column) {
        if (dialect == Dialect.SQLITE) {
            return;
        }
        if (column.unique()) {
            addUnique(table, column);
        }
        foreignKey(table, column);
    }

    // ---- foreign keys

    private static String inlineReference(Column column) {
        Column.Reference to = column.references();
        return to == null
                ? ""
                : " references " + to.table() + " (" + to.column() + ")" + onDelete(to);
    }

    private static String onDelete(Column.Reference to) {
        return switch (to.onDelete()) {
            case CASCADE -> " on delete cascade";
            case SET_NULL -> " on delete set null";
            case PROTECT -> "";
        };
    }

    private void foreignKey(String table, Column column) {
        Column.Reference to = column.references();
        if (to == null) {
            return;
        }
        if (dialect != Dialect.SQLITE) {
            String name = foreignKeyName(table, column.name());
            deferred.put(
                    name,
                    "alter table "
                            + table
                            + " add constraint "
                            + name
                            + " foreign key ("
                            + column.name()
                            + ") references "
                            + to.table()
                            + " ("
                            + to.column()
                            + ")"
                            + onDelete(to));
        }
        if (hasOwnIndex(column)) {
            String name = indexName(table, column.name());
            deferred.put(name, index(table, name, List.of(column.name())));
        }
    }

    /** Unique columns have an index already; MariaDB makes one for each foreign key. */
    private boolean hasOwnIndex(Column column) {
        return !column.unique() && dialect != Dialect.MARIADB && dialect != Dialect.MYSQL;
    }

    private static String indexName(String table, String column) {
        return named("ix", table, column);
    }

    private static String foreignKeyName(String table, String column) {
        return named("fk", table, column);
    }

    /** A name that every database takes; what is cut off is told apart by a number. */
    private static String named(String prefix, String table, String column) {
        String whole = prefix + "_" + table + "_" + column;
        return whole.length() <= NAME
                ? whole
                : whole.substring(0, NAME - 9) + "_" + Integer.toHexString(whole.hashCode());
    }

    private void dropForeignKeys(Table table) {
        if (dialect == Dialect.SQLITE) {
            return;
        }
        for (Column column : table.columns()) {
            if (column.references() != null) {
                dropConstraint(table.name(), foreignKeyName(table.name(), column.name()), false);
            }
        }
    }

    private void dropConstraint(String table, String name, boolean unique) {
        if (dialect == Dialect.MYSQL || dialect == Dialect.MARIADB) {
            add("alter table " + table + " drop " + (unique ? "index " : "foreign key ") + name);
        } else {
            add("alter table " + table + " drop constraint " + name);
        }
    }

    private void dropIndex(String table, String name) {
        boolean ofTable =
                dialect == Dialect.MYSQL
                        || dialect == Dialect.MARIADB
                        || dialect == Dialect.SQLSERVER;
        add("drop index " + name + (ofTable ? " on " + table : ""));
    }

    // ---- columns

    private void addColumn(Schema after, String table, Column column, @Nullable Object initial) {
        if (!column.nullable() && initial == null) {
            throw new IllegalStateException(
                    "the column "
                            + column.name()
                            + " of "
                            + table
                            + " can't be null and needs an initial value");
        }
        if (dialect == Dialect.SQLITE) {
            Table made = after.table(table);
            remake(made.without(column.name()), made, Map.of(column.name(), initialOf(initial)));
            return;
        }
        String word = dialect == Dialect.SQLSERVER || dialect == Dialect.ORACLE ? "" : "column ";
        add(
                "alter table "
                        + table
                        + " add "
                        + word
                        + columns.definition(column.withNullable(true), false));
        if (initial != null) {
            add("update " + table + " set " + column.name() + " = " + columns.literal(initial));
        }
        if (!column.nullable()) {
            alterType(table, column, column.withNullable(true));
        }
        if (column.unique()) {
            addUnique(table, column);
        }
        foreignKey(table, column);
    }

    private static Object initialOf(@Nullable Object initial) {
        return initial == null ? NOTHING : initial;
    }

    private static final Object NOTHING = new Object();

    private void dropColumn(Schema before, Schema after, String table, String name) {
        Column old = before.table(table).column(name);
        if (dialect == Dialect.SQLITE) {
            deferred.remove(indexName(table, name));
            remake(before.table(table), after.table(table), Map.of());
            return;
        }
        if (old.references() != null) {
            flush();
            dropConstraint(table, foreignKeyName(table, name), false);
        }
        add("alter table " + table + " drop column " + name);
    }

    private void renameColumn(String table, Column old, Column made) {
        flush();
        detach(table, old);
        String from = old.name();
        String to = made.name();
        add(
                switch (dialect) {
                    case SQLSERVER ->
                            "exec sp_rename '" + table + "." + from + "', '" + to + "', 'COLUMN'";
                    case H2 ->
                            "alter table " + table + " alter column " + from + " rename to " + to;
                    default -> "alter table " + table + " rename column " + from + " to " + to;
                });
        attach(table, made);
    }

    private void alter(
            Schema before, Schema after, String table, Column column, @Nullable Object initial) {
        Column old = before.table(table).column(column.name());
        if (dialect == Dialect.SQLITE) {
            Map<String, Object> changed = new LinkedHashMap<>();
            if (old.nullable() && !column.nullable() && initial != null) {
                changed.put(column.name(), initial);
            }
            remake(before.table(table), after.table(table), changed);
            return;
        }
        boolean keyChanged = !Objects.equals(old.references(), column.references());
        if (keyChanged && old.references() != null) {
            dropConstraint(table, foreignKeyName(table, column.name()), false);
        }
        if (old.nullable() && !column.nullable() && initial != null) {
            add(
                    "update "
                            + table
                            + " set "
                            + column.name()
                            + " = "
                            + columns.literal(initial)
                            + " where "
                            + column.name()
                            + " is null");
        }
        alterType(table, column, old);
        if (column.unique() && !old.unique()) {
            addUnique(table, column);
        } else if (old.unique() && !column.unique()) {
            dropConstraint(table, uniqueName(table, column), true);
        }
        if (keyChanged) {
            foreignKey(table, column);
        }
    }

    private void addUnique(String table, Column column) {
        add(
                "alter table "
                        + table
                        + " add "
                        + unique(uniqueName(table, column), List.of(column.name())));
    }

    private static String uniqueName(String table, Column column) {
        return named("uq", table, column.name());
    }

    private void alterType(String table, Column column, Column old) {
        String name = column.name();
        String type = columns.type(column);
        boolean typeChanged = !type.equals(columns.type(old));
        boolean nullChanged = column.nullable() != old.nullable();
        if (!typeChanged && !nullChanged) {
            return;
        }
        String nullness = column.nullable() ? " null" : " not null";
        switch (dialect) {
            case MARIADB, MYSQL ->
                    add("alter table " + table + " modify column " + name + " " + type + nullness);
            case SQLSERVER ->
                    add("alter table " + table + " alter column " + name + " " + type + nullness);
            case ORACLE ->
                    add(
                            "alter table "
                                    + table
                                    + " modify "
                                    + name
                                    + (typeChanged ? " " + type : "")
                                    + (nullChanged ? nullness : ""));
            case H2, POSTGRESQL, SQLITE -> {
                String start = "alter table " + table + " alter column " + name;
                if (typeChanged) {
                    String using =
                            dialect == Dialect.POSTGRESQL ? " using " + name + "::" + type : "";
                    add(
                            start
                                    + (dialect == Dialect.H2 ? " set data type " : " type ")
                                    + type
                                    + using);
                }
                if (nullChanged) {
                    add(start + (column.nullable() ? " drop" : " set") + " not null");
                }
            }
        }
    }

    // ---- SQLite

    /**
     * A new table in an old one's place, as SQLite's documentation has it.
     *
     * @param initial what columns hold that are new, or were null
     */
    private void remake(Table old, Table made, Map<String, Object> initial) {
        String fresh = made.name() + "__new";
        add(creation(made, fresh));
        List<String> into = new ArrayList<>();
        List<String> from = new ArrayList<>();
        for (Column column : made.columns()) {
            Object value = initial.get(column.name());
            boolean there = old.find(column.name()).isPresent();
            if (there || (value != null && !value.equals(NOTHING))) {
                into.add(column.name());
                String literal = value == null ? "" : columns.literal(value);
                from.add(
                        !there
                                ? literal
                                : value == null
                                        ? column.name()
                                        : "coalesce(" + column.name() + ", " + literal + ")");
            }
        }
        add(
                "insert into "
                        + fresh
                        + " ("
                        + String.join(", ", into)
                        + ") select "
                        + String.join(", ", from)
                        + " from "
                        + old.name());
        add("drop table " + old.name());
        add("alter table " + fresh + " rename to " + made.name());
        made.indexes().forEach((name, over) -> add(index(made.name(), name, over)));
        for (Column column : made.columns()) {
            foreignKey(made.name(), column);
        }
    }
}
