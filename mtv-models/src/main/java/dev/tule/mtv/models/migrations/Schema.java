package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All tables at a moment, by name: what the models say, or what the migrations so far amount to.
 *
 * @param tables in the order of their making
 */
public record Schema(Map<String, Table> tables) {
    public static final Schema EMPTY = new Schema(Map.of());

    /** What models say. */
    public static Schema of(List<Class<? extends Model>> models) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Class<? extends Model> model : models) {
            Table.of(ModelMeta.of(model)).forEach(table -> tables.put(table.name(), table));
        }
        return new Schema(tables);
    }

    Table table(String name) {
        Table found = tables.get(name);
        if (found == null) {
            throw new IllegalStateException("the migrations so far make no table " + name);
        }
        return found;
    }

    Schema with(Table table) {
        Map<String, Table> all = new LinkedHashMap<>(tables);
        all.put(table.name(), table);
        return new Schema(all);
    }

    Schema without(String table) {
        Map<String, Table> all = new LinkedHashMap<>(tables);
        all.remove(table);
        return new Schema(all);
    }

    /** With a table's name changed, in foreign keys too. */
    Schema renaming(String from, String to) {
        Map<String, Table> all = new LinkedHashMap<>();
        for (Table table : tables.values()) {
            Table moved = table.name().equals(from) ? table.named(to) : table;
            Table made = moved;
            for (Column column : moved.columns()) {
                Column.Reference old = column.references();
                if (old != null && old.table().equals(from)) {
                    made =
                            made.replacing(
                                    column.name(),
                                    column.referring(
                                            new Column.Reference(
                                                    to, old.column(), old.onDelete())));
                }
            }
            all.put(made.name(), made);
        }
        return new Schema(all);
    }
}
