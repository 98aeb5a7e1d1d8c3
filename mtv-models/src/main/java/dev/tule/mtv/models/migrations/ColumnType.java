package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.meta.ModelField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;

/** What a column holds, whatever the database calls it. */
public enum ColumnType {
    BOOLEAN,
    SHORT,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    /** A text with a longest length. */
    VARCHAR,
    /** A text without. */
    TEXT,
    DATE,
    TIME,
    DATETIME,
    INSTANT,
    UUID,
    BINARY;

    private static final Map<Class<?>, ColumnType> TYPES =
            Map.ofEntries(
                    Map.entry(boolean.class, BOOLEAN),
                    Map.entry(Boolean.class, BOOLEAN),
                    Map.entry(short.class, SHORT),
                    Map.entry(Short.class, SHORT),
                    Map.entry(int.class, INTEGER),
                    Map.entry(Integer.class, INTEGER),
                    Map.entry(long.class, LONG),
                    Map.entry(Long.class, LONG),
                    Map.entry(float.class, FLOAT),
                    Map.entry(Float.class, FLOAT),
                    Map.entry(double.class, DOUBLE),
                    Map.entry(Double.class, DOUBLE),
                    Map.entry(BigDecimal.class, DECIMAL),
                    Map.entry(LocalDate.class, DATE),
                    Map.entry(LocalTime.class, TIME),
                    Map.entry(LocalDateTime.class, DATETIME),
                    Map.entry(Instant.class, INSTANT),
                    Map.entry(UUID.class, UUID),
                    Map.entry(byte[].class, BINARY));

    /** The type of a field that has a column. */
    static ColumnType of(ModelField field) {
        if (field.isRelation()) {
            return of(field.related().id());
        }
        if (field.type().isEnum()) {
            return VARCHAR;
        }
        ColumnType known = TYPES.get(field.type());
        if (known != null) {
            return known;
        }
        return field.length() == 0 ? TEXT : VARCHAR;
    }
}
