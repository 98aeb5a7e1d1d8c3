package dev.tule.mtv.models;

import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.models.meta.Naming;
import dev.tule.mtv.models.sql.Dialect;
import dev.tule.mtv.models.sql.Sql;
import dev.tule.mtv.models.sql.SqliteFunctions;
import io.ebean.DataIntegrityException;
import io.ebean.Database;
import io.ebean.DatabaseBuilder;
import io.ebean.Transaction;
import io.ebean.bean.EntityBean;
import io.ebean.config.BackgroundExecutorWrapper;
import io.ebean.config.PlatformConfig;
import io.ebean.config.dbplatform.IdType;
import io.ebean.datasource.DataSourceBuilder;
import io.ebean.datasource.DataSourcePool;
import io.ebean.datasource.NewConnectionInitializer;
import jakarta.persistence.EnumType;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One database, open. Safe for use by many threads. */
public final class ModelDatabase implements AutoCloseable {
    /** Ebean's own second is less than what a burst of requests may wait for its turn. */
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(30);

    private final String alias;
    private final Dialect dialect;
    private final DataSourcePool connections;
    private final Database ebean;
    private final Rows rows;
    private final Signals signals;

    private ModelDatabase(
            String alias,
            Dialect dialect,
            DataSourcePool connections,
            Database ebean,
            Signals signals) {
        this.alias = alias;
        this.dialect = dialect;
        this.connections = connections;
        this.ebean = ebean;
        this.rows = new Rows(ebean);
        this.signals = signals;
    }

    /** Ebean would ask SLF4J for the context of tasks; there is none. */
    private static final class Unwrapped implements BackgroundExecutorWrapper {
        @Override
        public <T> Callable<T> wrap(Callable<T> task) {
            return task;
        }

        @Override
        public Runnable wrap(Runnable task) {
            return task;
        }
    }

    /** Connections of SQLite. */
    private static final class WithFunctions implements NewConnectionInitializer {
        @Override
        public void preInitialize(Connection connection) {
            try {
                SqliteFunctions.addTo(connection);
            } catch (SQLException e) {
                throw new PersistenceException(e);
            }
        }
    }

    static ModelDatabase open(
            DatabaseConfig config,
            List<Class<? extends Model>> models,
            Signals signals,
            @Nullable Consumer<String> watcher) {
        Dialect dialect = Dialect.of(config.url());
        DataSourceBuilder pool =
                DataSourceBuilder.create()
                        .name(config.alias())
                        .url(config.url())
                        .username(config.user())
                        .password(config.password())
                        .minConnections(1)
                        .maxConnections(config.maxConnections())
                        .waitTimeoutMillis(Math.toIntExact(WAIT_FOR_CONNECTION.toMillis()));
        if (dialect == Dialect.SQLITE) {
            // Off by default, for the sake of old programs.
            pool.addProperty("foreign_keys", "true");
            pool.addProperty("busy_timeout", "10000");
            pool.connectionInitializer(new WithFunctions());
        }
        PlatformConfig platform = new PlatformConfig();
        platform.setDbUuid(PlatformConfig.DbUuid.AUTO_VARCHAR);
        platform.setIdType(IdType.IDENTITY);
        DataSourcePool connections = pool.build();
        DataSource source = watcher == null ? connections : new WatchedPool(connections, watcher);
        List<Class<?>> classes = new ArrayList<>(models);
        classes.add(Model.class);
        classes.addAll(superclasses(models));
        DatabaseBuilder builder =
                Database.builder()
                        .name(config.alias())
                        .register(false)
                        .defaultDatabase(false)
                        .loadModuleInfo(false)
                        .disableClasspathSearch(true)
                        .shutdownHook(false)
                        .disableL2Cache(true)
                        .ddlGenerate(false)
                        .ddlRun(false)
                        .backgroundExecutorWrapper(new Unwrapped())
                        .namingConvention(new Naming())
                        .platformConfig(platform)
                        .idType(IdType.IDENTITY)
                        .defaultEnumType(EnumType.STRING)
                        .dataTimeZone("UTC")
                        .dataSource(source)
                        .classes(classes);
        if (dialect.commitsByItselfForFree()) {
            builder.readOnlyDataSource(new AutoCommitting(source));
        }
        return new ModelDatabase(config.alias(), dialect, connections, builder.build(), signals);
    }

    private static List<Class<?>> superclasses(List<Class<? extends Model>> models) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> model : models) {
            for (Class<?> at = model.getSuperclass();
                    at != null && at != Model.class;
                    at = at.getSuperclass()) {
                if (!all.contains(at) && !models.contains(at)) {
                    all.add(at);
                }
            }
        }
        return all;
    }

    public String alias() {
        return alias;
    }

    public Dialect dialect() {
        return dialect;
    }

    Database ebean() {
        return ebean;
    }

    Rows rows() {
        return rows;
    }

    void save(Model object) {
        boolean created = !((EntityBean) object)._ebean_getIntercept().isLoaded();
        refused(
                () -> {
                    try (Transaction transaction = ebean.beginTransaction()) {
                        signals.send(Signals.Moment.PRE_SAVE, object, created);
                        write(object, created);
                        signals.send(Signals.Moment.POST_SAVE, object, created);
                        transaction.commit();
                    }
                    return object;
                });
    }

    /** Many-to-many relations are ours to write, for the sake of signals. */
    private void write(Model object, boolean created) {
        List<Joins> joins = joins(object);
        if (!created) {
            joins.forEach(Joins::save);
            ebean.save(object);
            return;
        }
        joins.forEach(Joins::setAside);
        try {
            ebean.save(object);
        } finally {
            joins.forEach(Joins::bringBack);
        }
        joins.forEach(Joins::save);
    }

    private List<Joins> joins(Model object) {
        return ModelMeta.of(object.getClass()).fields().stream()
                .filter(field -> field.kind() == ModelField.Kind.MANY_TO_MANY)
                .map(field -> new Joins(rows, signals, object, field))
                .toList();
    }

    void delete(Model object) {
        refused(
                () -> {
                    try (Transaction transaction = ebean.beginTransaction()) {
                        signals.send(Signals.Moment.PRE_DELETE, object, false);
                        ebean.delete(object);
                        signals.send(Signals.Moment.POST_DELETE, object, false);
                        transaction.commit();
                    }
                    return object;
                });
    }

    void refresh(Model object) {
        ebean.refresh(object);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs something on a connection of its own, in no transaction of anybody's: for migrations,
     * and for what SQL alone can say. Commit what you do; don't close it.
     */
    public <T> T withConnection(Work<T> work) {
        try (Connection connection = ebean.dataSource().getConnection()) {
            try {
                T done = work.on(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /**
     * Runs a statement that changes rows, in the transaction under way where there is one.
     *
     * @return how many rows it changed
     */
    public int execute(Sql sql) {
        return refused(() -> rows.update(sql));
    }

    /** The number that a query gives, in the transaction under way where there is one. */
    public long number(Sql query) {
        return rows.number(query);
    }

    /** Says in our words what the database refuses. */
    <T> T refused(Supplier<T> action) {
        try {
            return action.get();
        } catch (DataIntegrityException e) {
            throw new IntegrityError(e);
        } catch (PersistenceException e) {
            throw isIntegrity(e) ? new IntegrityError(e) : e;
        }
    }

    /** SQLSTATE class 23; SQLite has none, and Ebean lets its error through as it is. */
    private static boolean isIntegrity(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                String state = sql.getSQLState();
                String message = String.valueOf(sql.getMessage());
                return (state != null && state.startsWith("23"))
                        || message.startsWith("[SQLITE_CONSTRAINT");
            }
        }
        return false;
    }

    @Override
    public void close() {
        ebean.shutdown(false, false);
        connections.shutdown();
    }
}
