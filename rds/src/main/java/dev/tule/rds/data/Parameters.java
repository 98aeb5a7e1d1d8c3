package dev.tule.rds.data;

import dev.tule.engines.EngineKind;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;
import software.amazon.awssdk.services.rdsdata.model.TypeHint;

/** Sets parameters by name (Data API Reference, SqlParameter). */
final class Parameters {
    private Parameters() {}

    static void bind(
            PreparedStatement statement,
            List<String> names,
            List<SqlParameter> given,
            EngineKind engine)
            throws SQLException {
        Map<String, SqlParameter> byName = new HashMap<>();
        given.forEach(parameter -> byName.put(parameter.name(), parameter));
        for (int i = 0; i < names.size(); i++) {
            SqlParameter parameter = byName.get(names.get(i));
            if (parameter == null) {
                throw DataFaults.bad("Cannot find parameter: " + names.get(i));
            }
            set(statement, i + 1, parameter, engine);
        }
    }

    private static void set(
            PreparedStatement statement, int place, SqlParameter parameter, EngineKind engine)
            throws SQLException {
        Field value = parameter.value();
        if (value == null) {
            throw DataFaults.bad("The parameter " + parameter.name() + " has no value");
        }
        switch (value.type()) {
            case IS_NULL -> statement.setNull(place, Types.NULL);
            case BOOLEAN_VALUE -> statement.setBoolean(place, value.booleanValue());
            case LONG_VALUE -> statement.setLong(place, value.longValue());
            case DOUBLE_VALUE -> statement.setDouble(place, value.doubleValue());
            case BLOB_VALUE -> statement.setBytes(place, value.blobValue().asByteArray());
            case STRING_VALUE -> text(statement, place, parameter, engine);
            case ARRAY_VALUE -> throw DataFaults.bad("Array parameters are not supported.");
            default -> throw DataFaults.bad("The parameter " + parameter.name() + " has no value");
        }
    }

    private static void text(
            PreparedStatement statement, int place, SqlParameter parameter, EngineKind engine)
            throws SQLException {
        String text = parameter.value().stringValue();
        try {
            statement.setObject(place, typed(text, parameter.typeHint()), type(parameter, engine));
        } catch (DateTimeException | NumberFormatException e) {
            throw DataFaults.bad(
                    "The value of parameter %s is no %s: %s"
                            .formatted(parameter.name(), parameter.typeHintAsString(), text));
        }
    }

    private static Object typed(String text, @Nullable TypeHint hint) {
        return switch (hint) {
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
            case DECIMAL -> new BigDecimal(text);
            case null, default -> text;
        };
    }

    /** PostgreSQL takes a text for JSON or an UUID only where it isn't called a text. */
    private static int type(SqlParameter parameter, EngineKind engine) {
        boolean own = engine == EngineKind.POSTGRESQL;
        return switch (parameter.typeHint()) {
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case DECIMAL -> Types.DECIMAL;
            case JSON, UUID -> own ? Types.OTHER : Types.VARCHAR;
            case null, default -> Types.VARCHAR;
        };
    }
}
