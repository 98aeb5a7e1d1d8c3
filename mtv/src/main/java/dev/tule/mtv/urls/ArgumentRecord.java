package dev.tule.mtv.urls;

import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Records;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that names a URL: its components are the parameters of the patterns on the way there.
 */
final class ArgumentRecord {
    private final Class<? extends Record> type;

    /** Checks a record against its route, so that mistakes show when the project starts. */
    ArgumentRecord(
            Class<? extends Record> type,
            List<UrlPattern.Part.Parameter> parameters,
            String route) {
        this.type = type;
        Map<String, Class<?>> types = new LinkedHashMap<>();
        parameters.forEach(p -> types.put(p.name(), p.converter().type()));
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
            Class<?> given = types.get(component.getName());
            if (given != null && !fits(given, component.getType())) {
                throw new ImproperlyConfigured(
                        "the URL pattern '%s' gives %s %s, but %s wants %s"
                                .formatted(
                                        route,
                                        component.getName(),
                                        given.getSimpleName(),
                                        type.getSimpleName(),
                                        component.getType().getSimpleName()));
            }
        }
        if (!types.keySet().equals(Map.copyOf(indexed(names)).keySet())) {
            throw new ImproperlyConfigured(
                    "the URL pattern '%s' has the parameters %s, but %s has the components %s"
                            .formatted(route, types.keySet(), type.getSimpleName(), names));
        }
    }

    private static Map<String, String> indexed(List<String> names) {
        Map<String, String> index = new LinkedHashMap<>();
        names.forEach(name -> index.put(name, name));
        return index;
    }

    private static boolean fits(Class<?> given, Class<?> wanted) {
        return wanted.isAssignableFrom(given)
                || (given == Long.class
                        && (wanted == int.class
                                || wanted == long.class
                                || wanted == Integer.class));
    }

    /** The record of these arguments; null where a number doesn't fit or the record refuses. */
    @Nullable Record make(Map<String, Object> arguments) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                Object value = arguments.get(components[i].getName());
                Class<?> wanted = components[i].getType();
                boolean narrow = wanted == int.class || wanted == Integer.class;
                values[i] = narrow && value instanceof Long n ? (Object) Math.toIntExact(n) : value;
            }
            return Records.make(type, values);
        } catch (ArithmeticException | IllegalArgumentException noMatch) {
            return null;
        }
    }

    static Map<String, Object> arguments(Record record) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = Records.value(record, component);
            arguments.put(component.getName(), value == null ? "" : value);
        }
        return arguments;
    }
}
