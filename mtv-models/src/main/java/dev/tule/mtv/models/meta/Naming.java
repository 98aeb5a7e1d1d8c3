package dev.tule.mtv.models.meta;

import io.ebean.config.TableName;
import io.ebean.config.UnderscoreNamingConvention;
import jakarta.persistence.Table;

/**
 * How tables and columns are called where nothing else is said: as Django does it, {@code
 * library_book} for a class {@code Book} in a package {@code ….library}, so that no table has a
 * name that SQL knows.
 */
public final class Naming extends UnderscoreNamingConvention {

    @Override
    public TableName getTableNameByConvention(Class<?> type) {
        return new TableName(label(type) + "_" + toUnderscoreFromCamel(type.getSimpleName()));
    }

    @Override
    public TableName getTableName(Class<?> type) {
        Table declared = type.getAnnotation(Table.class);
        return declared == null || declared.name().isEmpty()
                ? getTableNameByConvention(type)
                : new TableName(declared.name());
    }

    @Override
    public TableName getM2MJoinTableName(TableName one, TableName other) {
        return new TableName(one.getName() + "_" + other.getName());
    }

    @Override
    public String deriveM2MColumn(String table, String key) {
        return table + "_" + key;
    }

    /** The label of the application that a model belongs to: its package's last word. */
    public static String label(Class<?> type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
