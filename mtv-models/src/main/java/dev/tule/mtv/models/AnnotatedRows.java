package dev.tule.mtv.models;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result whose last columns are annotations. Ebean reads the columns before them and makes the
 * objects; what stands in the others is noted whenever it goes on to the next row.
 */
final class AnnotatedRows {
    private final ResultSet result;
    private final @Nullable Noting noting;
    private final List<Map<String, @Nullable Object>> noted = new ArrayList<>();

    /** Reads the annotations of the row that the result is at. */
    @FunctionalInterface
    interface Noting {
        Map<String, @Nullable Object> row() throws SQLException;
    }

    /** A result; null where it has no annotations. */
    AnnotatedRows(ResultSet result, @Nullable Noting noting) {
        this.result = result;
        this.noting = noting;
    }

    ResultSet result() {
        if (noting == null) {
            return result;
        }
        return (ResultSet)
                Proxy.newProxyInstance(
                        ResultSet.class.getClassLoader(),
                        new Class<?>[] {ResultSet.class},
                        (proxy, method, arguments) -> {
                            Object answer;
                            try {
                                answer = method.invoke(result, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause() == null ? e : e.getCause();
                            }
                            if (method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                                noted.add(noting.row());
                            }
                            return answer;
                        });
    }

    /** Gives each object what its row said; there is one row for each, in this order. */
    void giveTo(List<? extends Model> objects) {
        if (noting == null) {
            return;
        }
        if (objects.size() != noted.size()) {
            throw new IllegalStateException(
                    noted.size() + " rows gave " + objects.size() + " objects");
        }
        for (int i = 0; i < objects.size(); i++) {
            objects.get(i).annotate(noted.get(i));
        }
    }
}
