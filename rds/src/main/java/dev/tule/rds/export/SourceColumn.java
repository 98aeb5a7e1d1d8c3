package dev.tule.rds.export;

import dev.tule.rds.parquet.Column;
import dev.tule.rds.parquet.ColumnType;
import dev.tule.rds.parquet.ColumnType.Decimal;
import dev.tule.rds.parquet.ColumnType.Simple;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table to be exported.
 *
 * @param original its type in the database
 * @param expression what selects it so that its values are of {@code type}
 */
record SourceColumn(String name, String original, String expression, ColumnType type) {

    Column column() {
        return new Column(name, type);
    }

    /** The value at a place of the current row, of the class that the type names. */
    @Nullable Object read(ResultSet row, int index) throws SQLException {
        Object value =
                switch (type) {
                    case Decimal _ -> row.getBigDecimal(index);
                    case Simple simple ->
                            switch (simple) {
                                case BOOLEAN -> row.getBoolean(index);
                                case INT_8, INT_16, INT_32 -> row.getInt(index);
                                case INT_64, TIMESTAMP, LOCAL_TIMESTAMP -> row.getLong(index);
                                case FLOAT -> row.getFloat(index);
                                case DOUBLE -> row.getDouble(index);
                                case STRING -> row.getString(index);
                                case BYTES -> row.getBytes(index);
                            };
                };
        return row.wasNull() ? null : value;
    }
}
