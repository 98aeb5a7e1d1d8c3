package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as migrations know it.
 *
 * @param name the table
 * @param columns its columns
 * @param indexes columns by the index's name; foreign keys have theirs without being here
 * @param uniques columns that are unique together, by the constraint's name
 */
public record Table(
        String name,
        List<Column> columns,
        Map<String, List<String>> indexes,
        Map<String, List<String>> uniques) {

    public Table {
        columns = List.copyOf(columns);
    }

    /** A model's tables: its own, and those between it and others. */
    static List<Table> of(ModelMeta<?> meta) {
        List<Table> tables = new ArrayList<>();
        tables.add(
                new Table(
                        meta.table(),
                        meta.concreteFields().stream().map(Column::of).toList(),
                        meta.indexes(),
                        meta.uniqueTogether()));
        for (ModelField field : meta.joinTables()) {
            ModelField.JoinTable join = field.joinTable();
            if (join != null) {
                ModelMeta<?> other = field.related();
                tables.add(
                        new Table(
                                join.name(),
                                List.of(
                                        Column.between(join.ownColumn(), meta.id(), meta.table()),
                                        Column.between(
                                                join.otherColumn(), other.id(), other.table())),
                                Map.of(),
                                Map.of()));
            }
        }
        return tables;
    }

    Optional<Column> find(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    Column column(String column) {
        return find(column)
                .orElseThrow(
                        () ->
                                FieldError.unknown(
                                        "column of " + name,
                                        column,
                                        columns.stream().map(Column::name).toList()));
    }

    Table named(String other) {
        return new Table(other, columns, indexes, uniques);
    }

    Table with(Column column) {
        List<Column> all = new ArrayList<>(columns);
        all.add(column);
        return new Table(name, all, indexes, uniques);
    }

    Table without(String column) {
        return new Table(
                name,
                columns.stream().filter(each -> !each.name().equals(column)).toList(),
                indexes,
                uniques);
    }

    /** With a column in another's place, and its name changed wherever it stands. */
    Table replacing(String column, Column by) {
        return new Table(
                name,
                columns.stream().map(each -> each.name().equals(column) ? by : each).toList(),
                renamed(indexes, column, by.name()),
                renamed(uniques, column, by.name()));
    }

    private static Map<String, List<String>> renamed(
            Map<String, List<String>> groups, String from, String to) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        groups.forEach(
                (name, columns) ->
                        all.put(
                                name,
                                columns.stream()
                                        .map(each -> each.equals(from) ? to : each)
                                        .toList()));
        return all;
    }

    Table withIndex(String index, List<String> over) {
        Map<String, List<String>> all = new LinkedHashMap<>(indexes);
        all.put(index, over);
        return new Table(name, columns, all, uniques);
    }

    Table withoutIndex(String index) {
        Map<String, List<String>> all = new LinkedHashMap<>(indexes);
        all.remove(index);
        return new Table(name, columns, all, uniques);
    }

    Table withUnique(String constraint, List<String> over) {
        Map<String, List<String>> all = new LinkedHashMap<>(uniques);
        all.put(constraint, over);
        return new Table(name, columns, indexes, all);
    }

    Table withoutUnique(String constraint) {
        Map<String, List<String>> all = new LinkedHashMap<>(uniques);
        all.remove(constraint);
        return new Table(name, columns, indexes, all);
    }
}
