package dev.tule.mtv;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and makes records of the application's, public or not. */
public final class Records {

    /** To ask a class for its components costs more than to read one. */
    private static final ClassValue<List<Member>> MEMBERS =
            new ClassValue<>() {
                @Override
                protected List<Member> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents()).map(Member::of).toList();
                }
            };

    private static final ClassValue<Constructor<?>> CONSTRUCTORS =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    return canonical(type);
                }
            };

    private Records() {}

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A component, at hand to be read of many records. */
    record Member(String name, Method accessor) {
        private static Member of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Member(component.getName(), accessor);
        }

        @Nullable Object of(Record record) {
            return read(record, accessor);
        }
    }

    /** The components of a record's class. */
    static List<Member> members(Class<? extends Record> type) {
        return MEMBERS.get(type);
    }

    /** A component's value. */
    public static @Nullable Object value(Record record, RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return read(record, accessor);
    }

    private static @Nullable Object read(Record record, Method accessor) {
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        }
    }

    /**
     * A record from its components' values, in order.
     *
     * @throws IllegalArgumentException as the record's own constructor throws it
     */
    public static <R extends Record> R make(Class<R> type, @Nullable Object... values) {
        try {
            return type.cast(CONSTRUCTORS.get(type).newInstance(values));
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e.getCause());
    }
}
