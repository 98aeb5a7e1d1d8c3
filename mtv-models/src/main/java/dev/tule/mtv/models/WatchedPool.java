package dev.tule.mtv.models;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool whose connections tell of each statement that they run: of a prepared one by its text, of
 * a batch once.
 */
final class WatchedPool extends PreparedPool {
    private final Consumer<String> watcher;

    WatchedPool(DataSource pool, Consumer<String> watcher) {
        super(pool);
        this.watcher = watcher;
    }

    @Override
    Connection ready(Connection connection) {
        return (Connection)
                proxy(
                        Connection.class,
                        (self, method, arguments) -> {
                            Object made = call(connection, method, arguments);
                            return made instanceof Statement statement
                                    ? watched(statement, text(arguments))
                                    : made;
                        });
    }

    private Statement watched(Statement statement, String prepared) {
        Class<? extends Statement> type =
                switch (statement) {
                    case CallableStatement callable -> CallableStatement.class;
                    case PreparedStatement ready -> PreparedStatement.class;
                    default -> Statement.class;
                };
        return (Statement)
                proxy(
                        type,
                        (self, method, arguments) -> {
                            if (method.getName().startsWith("execute")) {
                                String given = text(arguments);
                                watcher.accept(given.isEmpty() ? prepared : given);
                            }
                            return call(statement, method, arguments);
                        });
    }

    /** The SQL that a method is given first, where it is given any. */
    private static String text(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql
                ? sql
                : "";
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(
                WatchedPool.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object call(
            Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
