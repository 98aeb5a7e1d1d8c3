package dev.tule.mtv.models;

import dev.tule.mtv.models.meta.ModelField;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes fields of models by the accessors that the compiler made for them. */
final class Fields {
    private static final String GET = "_ebean_get_";
    private static final String SET = "_ebean_set_";

    private static final ClassValue<Map<String, Method>> KNOWN =
            new ClassValue<>() {
                @Override
                protected Map<String, Method> computeValue(Class<?> type) {
                    return new ConcurrentHashMap<>();
                }
            };

    private Fields() {}

    static @Nullable Object get(Model object, ModelField field) {
        return call(object, accessor(object, field, GET + field.name()));
    }

    static void set(Model object, ModelField field, @Nullable Object value) {
        Class<?> type = field.declared().getType();
        call(object, accessor(object, field, SET + field.name(), type), value);
    }

    private static Method accessor(
            Model object, ModelField field, String name, Class<?>... parameters) {
        return KNOWN.get(object.getClass())
                .computeIfAbsent(
                        name,
                        key -> {
                            Class<?> owner = field.declared().getDeclaringClass();
                            try {
                                Method method = owner.getDeclaredMethod(key, parameters);
                                method.setAccessible(true);
                                return method;
                            } catch (NoSuchMethodException e) {
                                throw NotEnhanced.of(owner);
                            }
                        });
    }

    private static @Nullable Object call(
            Model object, Method accessor, @Nullable Object... arguments) {
        try {
            return accessor.invoke(object, arguments);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
