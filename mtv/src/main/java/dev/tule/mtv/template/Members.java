package dev.tule.mtv.template;

import dev.tule.mtv.ChoiceLabel;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code a.b} means: a map's entry, a list's element, a record's component, a method without
 * arguments, a getter, or a public field. Nothing that every object has, nothing of reflection, and
 * nothing that changes data. Which way it was is remembered for each class and name.
 */
final class Members {
    private static final int MAX_INDEX_DIGITS = 9;
    private static final Accessor NONE = target -> null;

    private static final ClassValue<Map<String, Accessor>> KNOWN =
            new ClassValue<>() {
                @Override
                protected Map<String, Accessor> computeValue(Class<?> type) {
                    return new ConcurrentHashMap<>();
                }
            };

    private Members() {}

    @FunctionalInterface
    private interface Accessor {
        @Nullable Object of(Object target) throws ReflectiveOperationException;
    }

    /** The member; null where there is none. */
    static @Nullable Object get(@Nullable Object target, String name) {
        if (target instanceof HasMembers own) {
            Object found = own.member(name);
            if (found != null) {
                return found;
            }
        }
        return switch (target) {
            case null -> null;
            case Map<?, ?> map when map.containsKey(name) -> map.get(name);
            case Map<?, ?> map when name.equals("items") -> map.entrySet();
            case Map<?, ?> map when name.equals("keys") -> map.keySet();
            case Optional<?> optional -> get(optional.orElse(null), name);
            case Map.Entry<?, ?> entry when name.equals("0") -> entry.getKey();
            case Map.Entry<?, ?> entry when name.equals("1") -> entry.getValue();
            case Enum<?> constant when name.equals("label") -> ChoiceLabel.of(constant);
            case List<?> list when isIndex(name) -> element(list, Integer.parseInt(name));
            default ->
                    target.getClass().isArray() && isIndex(name)
                            ? arrayElement(target, Integer.parseInt(name))
                            : reflected(target, name);
        };
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_INDEX_DIGITS
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable Object element(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }

    private static @Nullable Object arrayElement(Object array, int index) {
        return index < Array.getLength(array) ? Array.get(array, index) : null;
    }

    private static @Nullable Object reflected(Object target, String name) {
        Accessor accessor =
                KNOWN.get(target.getClass()).computeIfAbsent(name, n -> find(target.getClass(), n));
        try {
            return accessor.of(target);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Accessor find(Class<?> type, String name) {
        if (name.isEmpty()
                || name.startsWith("_")
                || type == Class.class
                || type.getPackageName().startsWith("java.lang.")
                || ClassLoader.class.isAssignableFrom(type)) {
            return NONE;
        }
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (String candidate : List.of(name, "get" + capital, "is" + capital)) {
            Method method = method(type, candidate);
            if (method != null) {
                return method::invoke;
            }
        }
        try {
            Field field = type.getField(name);
            // The class itself may be the application's own affair.
            field.trySetAccessible();
            return field::get;
        } catch (NoSuchFieldException e) {
            return NONE;
        }
    }

    /** A public method without arguments that returns something, as it can be called from here. */
    private static @Nullable Method method(Class<?> type, String name) {
        Method method;
        try {
            method = type.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null;
        }
        boolean forbidden =
                method.getDeclaringClass() == Object.class
                        || method.getReturnType() == void.class
                        || name.equals("hashCode")
                        || name.equals("getClass")
                        || Modifier.isStatic(method.getModifiers())
                        || alters(method)
                        || alters(method.getDeclaringClass());
        if (forbidden) {
            return null;
        }
        return method.trySetAccessible() ? method : declaredInPublic(type, name);
    }

    private static boolean alters(AnnotatedElement element) {
        return element.isAnnotationPresent(AltersData.class);
    }

    /** The same method where a public type declares it: the JDK's own classes are hidden. */
    private static @Nullable Method declaredInPublic(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> declared : withInterfaces(at)) {
                Method found = publicMethod(declared, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Method publicMethod(Class<?> declared, String name) {
        try {
            Method method = declared.getMethod(name);
            Class<?> owner = method.getDeclaringClass();
            boolean exported = owner.getModule().isExported(owner.getPackageName());
            return Modifier.isPublic(owner.getModifiers()) && exported ? method : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static List<Class<?>> withInterfaces(Class<?> type) {
        List<Class<?>> all = new java.util.ArrayList<>();
        all.add(type);
        for (Class<?> each : type.getInterfaces()) {
            all.addAll(withInterfaces(each));
        }
        return all;
    }
}
