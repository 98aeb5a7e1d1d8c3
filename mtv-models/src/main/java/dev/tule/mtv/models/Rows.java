package dev.tule.mtv.models;

import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.sql.Select;
import dev.tule.mtv.models.sql.Sql;
import io.ebean.Database;
import io.ebean.Query;
import io.ebean.RawSqlBuilder;
import io.ebean.Transaction;
import io.ebean.core.type.DataReader;
import io.ebean.core.type.ScalarType;
import io.ebeaninternal.api.SpiEbeanServer;
import io.ebeaninternal.server.bind.DataBind;
import io.ebeaninternal.server.deploy.BeanProperty;
import io.ebeaninternal.server.type.RsetDataReader;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs our statements on Ebean's connections, in the transaction that is under way where there is
 * one, and has Ebean make objects of the rows. The one place that knows Ebean's insides: how values
 * of each type are written and read.
 */
final class Rows {
    private final SpiEbeanServer ebean;

    Rows(Database ebean) {
        this.ebean = (SpiEbeanServer) ebean;
    }

    /** What is done with a result. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet result, Transaction transaction) throws SQLException;
    }

    private <T> T select(Sql sql, Reading<T> reading) {
        return inTransaction(
                () -> ebean.createReadOnlyTransaction(null, false),
                transaction -> {
                    try (PreparedStatement statement = prepare(transaction, sql);
                            ResultSet result = statement.executeQuery()) {
                        return reading.read(result, transaction);
                    }
                });
    }

    /** Runs a statement that changes rows; gives their number. */
    int update(Sql sql) {
        return inTransaction(
                ebean::beginTransaction,
                transaction -> {
                    try (PreparedStatement statement = prepare(transaction, sql)) {
                        return statement.executeUpdate();
                    }
                });
    }

    /** Runs statements of one text that change rows, in one batch; gives their number. */
    int batch(List<Sql> statements) {
        if (statements.isEmpty()) {
            return 0;
        }
        return inTransaction(
                ebean::beginTransaction,
                transaction -> {
                    try (PreparedStatement statement =
                            transaction
                                    .connection()
                                    .prepareStatement(statements.getFirst().text())) {
                        for (Sql each : statements) {
                            bind(transaction, statement, each);
                            statement.addBatch();
                        }
                        // Some drivers don't say how many rows a statement of a batch changed.
                        return Arrays.stream(statement.executeBatch())
                                .map(rows -> rows < 0 ? 1 : rows)
                                .sum();
                    }
                });
    }

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Transaction transaction) throws SQLException;
    }

    /** In the transaction under way, or else in one that is made for it. */
    private <T> T inTransaction(Supplier<? extends Transaction> other, Work<T> work) {
        Transaction current = ebean.currentTransaction();
        try {
            if (current != null) {
                current.flush();
                return work.on(current);
            }
            try (Transaction own = other.get()) {
                T done = work.on(own);
                own.commit();
                return done;
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private PreparedStatement prepare(Transaction transaction, Sql sql) throws SQLException {
        PreparedStatement statement = transaction.connection().prepareStatement(sql.text());
        try {
            bind(transaction, statement, sql);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(Transaction transaction, PreparedStatement statement, Sql sql)
            throws SQLException {
        DataBind bind = new DataBind(ebean.dataTimeZone(), statement, transaction.connection());
        for (Sql.Bound each : sql.values()) {
            bind(bind, each);
        }
    }

    private void bind(DataBind bind, Sql.Bound bound) throws SQLException {
        ModelField field = bound.field();
        Object value = bound.value();
        if (field != null) {
            scalar(field).bind(bind, value);
        } else if (value instanceof Enum<?> constant) {
            bind.setString(constant.name());
        } else {
            bind.setObject(value);
        }
    }

    /** How a field's values are written and read; those of its key for a relation. */
    private ScalarType<Object> scalar(ModelField field) {
        ModelField held = field.isRelation() ? field.related().id() : field;
        BeanProperty property = ebean.descriptor(held.model()).beanProperty(held.name());
        return property.scalarType();
    }

    <M extends Model> List<M> objects(Class<M> type, Select.Objects select, List<String> prefetch) {
        return select(
                select.sql(),
                (result, transaction) ->
                        objects(type, select, prefetch, result, result, transaction));
    }

    /** Makes objects of some rows of a result. */
    private <M extends Model> List<M> objects(
            Class<M> type,
            Select.Objects select,
            List<String> prefetch,
            ResultSet all,
            ResultSet some,
            @Nullable Transaction transaction) {
        AnnotatedRows annotated =
                new AnnotatedRows(
                        some,
                        select.annotations().isEmpty() ? null : () -> annotations(all, select));
        Query<M> query =
                ebean.find(type)
                        .setRawSql(
                                RawSqlBuilder.resultSet(
                                        annotated.result(),
                                        select.properties().toArray(String[]::new)));
        if (transaction != null) {
            query.usingTransaction(transaction);
        }
        for (String path : prefetch) {
            query.fetchQuery(path);
        }
        List<M> found = new ArrayList<>(query.findList());
        annotated.giveTo(found);
        return found;
    }

    /** Makes objects of so many rows at a time, and has something done with each of them. */
    <M extends Model> void each(
            Class<M> type,
            Select.Objects select,
            List<String> prefetch,
            int chunk,
            Consumer<? super M> action) {
        Transaction underWay = ebean.currentTransaction();
        cursor(
                select.sql(),
                chunk,
                (result, own) -> {
                    RowChunks chunks = new RowChunks(result, chunk);
                    while (!chunks.ended()) {
                        // What comes in queries of its own would make some drivers read all rows
                        // of a result that is open on the same connection.
                        objects(type, select, prefetch, result, chunks.next(), underWay)
                                .forEach(action);
                    }
                    return true;
                });
    }

    /** Has something done with each row of values. */
    void each(
            Sql sql,
            List<Select.Computed> columns,
            int chunk,
            Consumer<Map<String, @Nullable Object>> action) {
        cursor(
                sql,
                chunk,
                (result, transaction) -> {
                    DataReader reader = reader(result);
                    while (reader.next()) {
                        action.accept(row(reader, columns));
                    }
                    return true;
                });
    }

    /** Reads a result that needn't fit into memory: PostgreSQL has such in transactions alone. */
    private <T> T cursor(Sql sql, int chunk, Reading<T> reading) {
        return inTransaction(
                ebean::createTransaction,
                transaction -> {
                    try (PreparedStatement statement = prepare(transaction, sql)) {
                        statement.setFetchSize(chunk);
                        try (ResultSet result = statement.executeQuery()) {
                            return reading.read(result, transaction);
                        }
                    }
                });
    }

    /** One number. */
    long number(Sql sql) {
        return select(sql, (result, transaction) -> result.next() ? result.getLong(1) : 0L);
    }

    /** Rows of values. */
    List<Map<String, @Nullable Object>> maps(Sql sql, List<Select.Computed> columns) {
        return select(
                sql,
                (result, transaction) -> {
                    List<Map<String, @Nullable Object>> all = new ArrayList<>();
                    DataReader reader = reader(result);
                    while (reader.next()) {
                        all.add(row(reader, columns));
                    }
                    return all;
                });
    }

    private Map<String, @Nullable Object> annotations(ResultSet result, Select.Objects select)
            throws SQLException {
        DataReader reader = reader(result);
        reader.incrementPos(select.properties().size());
        return row(reader, select.annotations());
    }

    private Map<String, @Nullable Object> row(DataReader reader, List<Select.Computed> columns)
            throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (Select.Computed each : columns) {
            row.put(each.name(), value(reader, each));
        }
        return row;
    }

    private DataReader reader(ResultSet result) {
        return new RsetDataReader(false, ebean.dataTimeZone(), result);
    }

    private @Nullable Object value(DataReader reader, Select.Computed column) throws SQLException {
        ModelField field = column.field();
        Object value = field == null ? plain(reader.getObject()) : scalar(field).read(reader);
        return switch (column.expression()) {
            case Aggregate number -> number.shaped(value);
            case Exists exists -> Long.valueOf(1).equals(value);
            default -> value;
        };
    }

    /** What the drivers give for numbers, made alike. */
    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Integer whole -> (Object) whole.longValue();
            case Short whole -> (Object) whole.longValue();
            case BigInteger whole -> (Object) whole.longValueExact();
            case Float number -> (Object) number.doubleValue();
            case BigDecimal number ->
                    number.scale() == 0 && number.precision() <= 18
                            ? (Object) number.longValueExact()
                            : number;
            case null, default -> value;
        };
    }
}
