package dev.tule.mtv.models;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result whose last columns are annotations. Ebean reads the columns before them and makes the
 * objects; what stands in the others is noted whenever it goes on to the next row.
 */
final class AnnotatedRows {
    private final ResultSet result;
    private final int first;
    private final List<String> names;
    private final List<Map<String, @Nullable Object>> noted = new ArrayList<>();

    AnnotatedRows(ResultSet result, int columnsBefore, List<String> names) {
        this.result = result;
        this.first = columnsBefore + 1;
        this.names = names;
    }

    ResultSet result() {
        if (names.isEmpty()) {
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
                                note();
                            }
                            return answer;
                        });
    }

    private void note() throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), Rows.plain(result.getObject(first + i)));
        }
        noted.add(row);
    }

    /** Gives each object what its row said; there is one row for each, in this order. */
    void giveTo(List<? extends Model> objects) {
        if (names.isEmpty()) {
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
