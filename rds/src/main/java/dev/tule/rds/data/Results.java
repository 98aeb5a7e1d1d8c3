package dev.tule.rds.data;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rdsdata.model.ArrayValue;
import software.amazon.awssdk.services.rdsdata.model.ColumnMetadata;
import software.amazon.awssdk.services.rdsdata.model.DecimalReturnType;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.LongReturnType;
import software.amazon.awssdk.services.rdsdata.model.ResultSetOptions;

/**
 * Rows as the Data API has them (Data API Reference, Field and ColumnMetadata): at most 1 MiB.
 * Confined to the thread of a call.
 */
final class Results {
    private static final int MOST_BYTES = 1 << 20;

    /** What a value takes beside its own text. */
    private static final int AROUND = 16;

    private final ResultSet rows;
    private final ResultSetMetaData columns;
    private final boolean longsAsText;
    private final boolean decimalsAsText;
    private int bytes;

    Results(ResultSet rows, @Nullable ResultSetOptions options) throws SQLException {
        this.rows = rows;
        this.columns = rows.getMetaData();
        this.longsAsText = options != null && options.longReturnType() == LongReturnType.STRING;
        this.decimalsAsText =
                options == null || options.decimalReturnType() != DecimalReturnType.DOUBLE_OR_LONG;
    }

    /**
     * @throws software.amazon.awssdk.services.rdsdata.model.BadRequestException beyond 1 MiB
     */
    List<List<Field>> records() throws SQLException {
        List<List<Field>> records = new ArrayList<>();
        while (rows.next()) {
            List<Field> fields = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                fields.add(field(i));
            }
            records.add(fields);
        }
        return records;
    }

    private Field field(int column) throws SQLException {
        Field field =
                switch (columns.getColumnType(column)) {
                    case Types.BIT, Types.BOOLEAN ->
                            Field.fromBooleanValue(rows.getBoolean(column));
                    case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                            number(column);
                    case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                            Field.fromDoubleValue(rows.getDouble(column));
                    case Types.NUMERIC, Types.DECIMAL -> decimal(rows.getBigDecimal(column));
                    case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                            blob(rows.getBytes(column));
                    case Types.ARRAY -> array(rows.getArray(column));
                    default -> text(rows.getString(column));
                };
        return rows.wasNull() ? nothing() : field;
    }

    private Field number(int column) throws SQLException {
        if (longsAsText) {
            return text(rows.getString(column));
        }
        BigDecimal value = rows.getBigDecimal(column);
        if (value == null) {
            return nothing();
        }
        try {
            return count(AROUND, Field.fromLongValue(value.longValueExact()));
        } catch (ArithmeticException unsigned) {
            return text(value.toPlainString());
        }
    }

    private Field decimal(@Nullable BigDecimal value) {
        if (value == null) {
            return nothing();
        }
        if (decimalsAsText) {
            return text(value.toPlainString());
        }
        boolean whole = value.scale() <= 0 && value.precision() - value.scale() < 19;
        return count(
                AROUND,
                whole
                        ? Field.fromLongValue(value.longValueExact())
                        : Field.fromDoubleValue(value.doubleValue()));
    }

    private Field blob(byte @Nullable [] value) {
        return value == null
                ? nothing()
                : count(value.length * 4 / 3, Field.fromBlobValue(SdkBytes.fromByteArray(value)));
    }

    private Field text(@Nullable String value) {
        return value == null ? nothing() : count(value.length(), Field.fromStringValue(value));
    }

    private Field array(@Nullable Array value) throws SQLException {
        if (value == null) {
            return nothing();
        }
        return Field.fromArrayValue(array((Object[]) value.getArray()));
    }

    private ArrayValue array(Object[] values) {
        for (Object value : values) {
            if (value == null) {
                throw DataFaults.unsupportedResult("An array with NULL in it can't be returned");
            }
            count(value.toString().length(), nothing());
        }
        List<Object> all = Arrays.asList(values);
        ArrayValue.Builder array = ArrayValue.builder();
        return switch (values.length == 0 ? "" : values[0]) {
            case Boolean _ ->
                    array.booleanValues(all.stream().map(Boolean.class::cast).toList()).build();
            case Double _, Float _ ->
                    array.doubleValues(all.stream().map(v -> ((Number) v).doubleValue()).toList())
                            .build();
            case Short _, Integer _, Long _ ->
                    array.longValues(all.stream().map(v -> ((Number) v).longValue()).toList())
                            .build();
            case Object[] _ ->
                    array.arrayValues(all.stream().map(v -> array((Object[]) v)).toList()).build();
            default -> array.stringValues(all.stream().map(Object::toString).toList()).build();
        };
    }

    private Field nothing() {
        return count(0, Field.fromIsNull(true));
    }

    private Field count(int size, Field field) {
        bytes += size + AROUND;
        if (bytes > MOST_BYTES) {
            throw DataFaults.bad("Database returned more than the allowed response size limit");
        }
        return field;
    }

    List<String> labels() throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    List<ColumnMetadata> metadata() throws SQLException {
        List<ColumnMetadata> metadata = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            metadata.add(
                    ColumnMetadata.builder()
                            .name(columns.getColumnName(i))
                            .label(columns.getColumnLabel(i))
                            .type(columns.getColumnType(i))
                            .typeName(columns.getColumnTypeName(i))
                            .schemaName(columns.getSchemaName(i))
                            .tableName(columns.getTableName(i))
                            .isAutoIncrement(columns.isAutoIncrement(i))
                            .isSigned(columns.isSigned(i))
                            .isCurrency(columns.isCurrency(i))
                            .isCaseSensitive(columns.isCaseSensitive(i))
                            .nullable(columns.isNullable(i))
                            .precision(columns.getPrecision(i))
                            .scale(columns.getScale(i))
                            .arrayBaseColumnType(0)
                            .build());
        }
        return metadata;
    }
}
