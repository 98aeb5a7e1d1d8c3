package dev.tule.mtv.models;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A result, some rows at a time. Ebean reads each part as if it were all, and closes it; the result
 * itself stays open. Confined to the thread that reads.
 */
final class RowChunks {
    private final ResultSet result;
    private final int size;
    private boolean ended;

    RowChunks(ResultSet result, int size) {
        this.result = result;
        this.size = size;
    }

    /** Whether the last row was read. */
    boolean ended() {
        return ended;
    }

    /** The next rows: so many, or what is left. */
    ResultSet next() {
        int[] left = {size};
        return (ResultSet)
                Proxy.newProxyInstance(
                        ResultSet.class.getClassLoader(),
                        new Class<?>[] {ResultSet.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "next" -> left[0]-- > 0 && advance();
                                    case "close" -> null;
                                    default -> invoked(method, arguments);
                                });
    }

    private boolean advance() throws SQLException {
        ended = ended || !result.next();
        return !ended;
    }

    private @Nullable Object invoked(Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(result, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
