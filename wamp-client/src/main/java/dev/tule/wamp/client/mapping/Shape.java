package dev.tule.wamp.client.mapping;

import dev.tule.wamp.Payload;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value is to look like: a Java type, ready to be read. Immutable; safe for use by many
 * threads.
 */
public final class Shape {
    private static final ClassValue<Shape> OF_CLASSES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(Readers.of(type, Map.of()), false);
                }
            };

    private final Reader reader;
    private final boolean nullable;

    /** Reads values of one type. */
    interface Reader {

        /** The value; never asked for null, but if the type takes it. */
        @Nullable Object read(@Nullable Object wire, Path path);

        /** The value where a dict has none of that name. */
        default @Nullable Object absent(Path path) {
            throw path.problem("is missing");
        }

        /** Whether it makes something of null. */
        default boolean takesNull() {
            return false;
        }

        /** A whole payload. */
        default @Nullable Object read(Payload payload) {
            List<@Nullable Object> arguments = payload.arguments();
            if (!payload.argumentsKw().isEmpty() || arguments.size() > 1) {
                throw Path.WHOLE.problem(
                        "one argument is expected, not "
                                + arguments.size()
                                + " and "
                                + payload.argumentsKw().size()
                                + " by name");
            }
            if (arguments.isEmpty()) {
                return absent(Path.of("the argument"));
            }
            Object only = arguments.getFirst();
            return only == null && !takesNull()
                    ? absent(Path.of("the argument"))
                    : read(only, Path.WHOLE);
        }
    }

    private Shape(Reader reader, boolean nullable) {
        this.reader = reader;
        this.nullable = nullable;
    }

    /**
     * @throws IllegalArgumentException when nothing can be read as that class
     */
    public static Shape of(Class<?> type) {
        return OF_CLASSES.get(type);
    }

    /**
     * Of a type as it stands in a declaration, whose {@code @Nullable} counts, whatever package
     * that is of.
     *
     * @throws IllegalArgumentException when nothing can be read as that type
     */
    public static Shape of(AnnotatedType type) {
        return of(type, Map.of());
    }

    static Shape of(AnnotatedType type, Map<String, Reader> variables) {
        return new Shape(Readers.of(type, variables), nullable(type));
    }

    private static boolean nullable(AnnotatedElement type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }

    /**
     * A value of a payload as this type.
     *
     * @param where what to call it in messages
     * @throws MappingException when it is none
     */
    public @Nullable Object read(@Nullable Object wire, String where) {
        return read(wire, Path.of(where));
    }

    @Nullable Object read(@Nullable Object wire, Path path) {
        if (wire == null && !reader.takesNull()) {
            if (nullable) {
                return null;
            }
            throw path.problem("is null");
        }
        return reader.read(wire, path);
    }

    /**
     * What stands for a value that isn't there.
     *
     * @throws MappingException when it must be there
     */
    public @Nullable Object absent(String where) {
        return absent(Path.of(where));
    }

    @Nullable Object absent(Path path) {
        return nullable ? null : reader.absent(path);
    }

    /**
     * A whole payload as this type; see {@link PayloadMapper#read}.
     *
     * @throws MappingException when it is none
     */
    public @Nullable Object read(Payload payload) {
        if (nullable && payload.arguments().size() <= 1 && payload.argument(0) == null) {
            return payload.argumentsKw().isEmpty() ? null : reader.read(payload);
        }
        return reader.read(payload);
    }
}
