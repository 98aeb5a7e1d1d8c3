package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.meta.ModelField;
import org.jspecify.annotations.Nullable;

/**
 * A column as migrations know it.
 *
 * @param name the column
 * @param type what it holds
 * @param length of a text, in characters; 0 for none
 * @param precision decimal digits in all
 * @param scale decimal digits behind the point
 * @param nullable whether it may be null
 * @param primaryKey whether it is the key, or a part of it
 * @param generated whether the database gives its values
 * @param unique whether no two rows may have the same
 * @param references what it refers to; null where it is no foreign key
 */
public record Column(
        String name,
        ColumnType type,
        int length,
        int precision,
        int scale,
        boolean nullable,
        boolean primaryKey,
        boolean generated,
        boolean unique,
        @Nullable Reference references) {

    /**
     * What a foreign key refers to.
     *
     * @param table the table
     * @param column its key
     * @param onDelete what happens when the row is deleted
     */
    public record Reference(String table, String column, OnDelete.Action onDelete) {}

    static Column of(ModelField field) {
        ModelField held = field.isRelation() ? field.related().id() : field;
        return new Column(
                field.column(),
                ColumnType.of(field),
                held.length(),
                held.precision(),
                held.scale(),
                field.nullable(),
                field.id(),
                field.generated(),
                field.unique(),
                field.isRelation()
                        ? new Reference(field.related().table(), held.column(), field.onDelete())
                        : null);
    }

    /** A column of a table between two models. */
    static Column between(String name, ModelField key, String table) {
        return new Column(
                name,
                ColumnType.of(key),
                key.length(),
                key.precision(),
                key.scale(),
                false,
                true,
                false,
                false,
                new Reference(table, key.column(), OnDelete.Action.CASCADE));
    }

    Column named(String other) {
        return new Column(
                other,
                type,
                length,
                precision,
                scale,
                nullable,
                primaryKey,
                generated,
                unique,
                references);
    }

    Column withNullable(boolean allowed) {
        return new Column(
                name,
                type,
                length,
                precision,
                scale,
                allowed,
                primaryKey,
                generated,
                unique,
                references);
    }

    Column referring(@Nullable Reference other) {
        return new Column(
                name,
                type,
                length,
                precision,
                scale,
                nullable,
                primaryKey,
                generated,
                unique,
                other);
    }
}
