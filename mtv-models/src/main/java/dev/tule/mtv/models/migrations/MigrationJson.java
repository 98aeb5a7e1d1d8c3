package dev.tule.mtv.models.migrations;

import dev.tule.mtv.Json;
import dev.tule.mtv.models.OnDelete;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Migrations as files. What is unknown in one is an error that names it. */
final class MigrationJson {

    private MigrationJson() {}

    // ---- written

    /** One operation a line, so that people and version control can read it. */
    static String write(Migration migration) {
        StringBuilder out = new StringBuilder("{\n  \"dependencies\": ");
        out.append(Json.write(migration.dependencies())).append(",\n  \"operations\": [");
        String comma = "\n    ";
        for (Operation operation : migration.operations()) {
            out.append(comma).append(Json.write(map(operation)));
            comma = ",\n    ";
        }
        return out.append("\n  ]\n}\n").toString();
    }

    private static Map<String, @Nullable Object> map(Operation operation) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("operation", operation.getClass().getSimpleName());
        switch (operation) {
            case Operation.CreateModel(Table table) -> {
                map.put("table", table.name());
                map.put("columns", table.columns().stream().map(MigrationJson::map).toList());
                if (!table.indexes().isEmpty()) {
                    map.put("indexes", table.indexes());
                }
                if (!table.uniques().isEmpty()) {
                    map.put("uniques", table.uniques());
                }
            }
            case Operation.DeleteModel(String table) -> map.put("table", table);
            case Operation.RenameModel(String from, String to) -> fromTo(map, from, to);
            case Operation.AddField(String table, Column column, Object initial) ->
                    column(map, table, column, initial);
            case Operation.AlterField(String table, Column column, Object initial) ->
                    column(map, table, column, initial);
            case Operation.RemoveField(String table, String column) -> {
                map.put("table", table);
                map.put("column", column);
            }
            case Operation.RenameField(String table, String from, String to) -> {
                map.put("table", table);
                fromTo(map, from, to);
            }
            case Operation.AddIndex(String table, String name, List<String> over) ->
                    named(map, table, name, over);
            case Operation.AddConstraint(String table, String name, List<String> over) ->
                    named(map, table, name, over);
            case Operation.RemoveIndex(String table, String name) ->
                    named(map, table, name, List.of());
            case Operation.RemoveConstraint(String table, String name) ->
                    named(map, table, name, List.of());
            case Operation.RunSql(var forward, var backward) -> {
                map.put("forward", forward);
                map.put("backward", backward);
            }
            case Operation.RunJava(String type, boolean back) -> {
                map.put("class", type);
                if (back) {
                    map.put("back", true);
                }
            }
        }
        return map;
    }

    private static void fromTo(Map<String, @Nullable Object> map, String from, String to) {
        map.put("from", from);
        map.put("to", to);
    }

    private static void column(
            Map<String, @Nullable Object> map,
            String table,
            Column column,
            @Nullable Object initial) {
        map.put("table", table);
        map.put("column", map(column));
        if (initial != null) {
            map.put("initial", initial);
        }
    }

    private static void named(
            Map<String, @Nullable Object> map, String table, String name, List<String> over) {
        map.put("table", table);
        map.put("name", name);
        if (!over.isEmpty()) {
            map.put("columns", over);
        }
    }

    private static Map<String, @Nullable Object> map(Column column) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", column.name());
        map.put("type", column.type().name());
        if (column.type() == ColumnType.VARCHAR) {
            map.put("length", column.length());
        }
        if (column.type() == ColumnType.DECIMAL) {
            map.put("precision", column.precision());
            map.put("scale", column.scale());
        }
        flag(map, "nullable", column.nullable());
        flag(map, "primary_key", column.primaryKey());
        flag(map, "generated", column.generated());
        flag(map, "unique", column.unique());
        Column.Reference to = column.references();
        if (to != null) {
            map.put("references", to.table());
            map.put("references_column", to.column());
            map.put("on_delete", to.onDelete().name());
        }
        return map;
    }

    private static void flag(Map<String, @Nullable Object> map, String name, boolean value) {
        if (value) {
            map.put(name, true);
        }
    }

    // ---- read

    /**
     * Reads a migration's file.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Migration read(String app, String name, String text) {
        Reader file = new Reader(Json.read(text), app + "." + name);
        List<Operation> operations = new ArrayList<>();
        for (Reader each : file.objects("operations")) {
            operations.add(operation(each));
        }
        return new Migration(app, name, file.texts("dependencies"), List.copyOf(operations));
    }

    private static Operation operation(Reader map) {
        String kind = map.text("operation");
        return switch (kind) {
            case "CreateModel" ->
                    new Operation.CreateModel(
                            new Table(
                                    map.text("table"),
                                    map.objects("columns").stream()
                                            .map(MigrationJson::column)
                                            .toList(),
                                    map.groups("indexes"),
                                    map.groups("uniques")));
            case "DeleteModel" -> new Operation.DeleteModel(map.text("table"));
            case "RenameModel" -> new Operation.RenameModel(map.text("from"), map.text("to"));
            case "AddField" ->
                    new Operation.AddField(
                            map.text("table"), column(map.object("column")), map.get("initial"));
            case "AlterField" ->
                    new Operation.AlterField(
                            map.text("table"), column(map.object("column")), map.get("initial"));
            case "RemoveField" -> new Operation.RemoveField(map.text("table"), map.text("column"));
            case "RenameField" ->
                    new Operation.RenameField(map.text("table"), map.text("from"), map.text("to"));
            case "AddIndex" ->
                    new Operation.AddIndex(
                            map.text("table"), map.text("name"), map.texts("columns"));
            case "RemoveIndex" -> new Operation.RemoveIndex(map.text("table"), map.text("name"));
            case "AddConstraint" ->
                    new Operation.AddConstraint(
                            map.text("table"), map.text("name"), map.texts("columns"));
            case "RemoveConstraint" ->
                    new Operation.RemoveConstraint(map.text("table"), map.text("name"));
            case "RunSql" -> new Operation.RunSql(map.groups("forward"), map.groups("backward"));
            case "RunJava" -> new Operation.RunJava(map.text("class"), map.flag("back"));
            default -> throw map.wrong("'" + kind + "' is no operation");
        };
    }

    private static Column column(Reader map) {
        Column.Reference to =
                map.get("references") == null
                        ? null
                        : new Column.Reference(
                                map.text("references"),
                                map.text("references_column"),
                                OnDelete.Action.valueOf(map.text("on_delete")));
        return new Column(
                map.text("name"),
                ColumnType.valueOf(map.text("type")),
                map.number("length"),
                map.number("precision"),
                map.number("scale"),
                map.flag("nullable"),
                map.flag("primary_key"),
                map.flag("generated"),
                map.flag("unique"),
                to);
    }

    /** An object of a file. */
    private static final class Reader {
        private final Map<?, ?> map;
        private final String file;

        Reader(@Nullable Object value, String file) {
            if (!(value instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("an object is missing in migration " + file);
            }
            this.map = object;
            this.file = file;
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(what + " in migration " + file);
        }

        @Nullable Object get(String name) {
            return map.get(name);
        }

        String text(String name) {
            if (map.get(name) instanceof String text) {
                return text;
            }
            throw wrong("the text '" + name + "' is missing");
        }

        int number(String name) {
            return map.get(name) instanceof Number number ? number.intValue() : 0;
        }

        boolean flag(String name) {
            return Boolean.TRUE.equals(map.get(name));
        }

        Reader object(String name) {
            return new Reader(map.get(name), file);
        }

        List<Reader> objects(String name) {
            return list(map.get(name)).stream().map(each -> new Reader(each, file)).toList();
        }

        List<String> texts(String name) {
            return list(map.get(name)).stream().map(Objects::toString).toList();
        }

        Map<String, List<String>> groups(String name) {
            Map<String, List<String>> all = new LinkedHashMap<>();
            if (map.get(name) instanceof Map<?, ?> groups) {
                groups.forEach(
                        (key, value) ->
                                all.put(
                                        Objects.toString(key),
                                        list(value).stream().map(Objects::toString).toList()));
            }
            return all;
        }

        private List<?> list(@Nullable Object value) {
            return switch (value) {
                case null -> List.of();
                case List<?> list -> list;
                default -> throw wrong("a list is missing");
            };
        }
    }
}
