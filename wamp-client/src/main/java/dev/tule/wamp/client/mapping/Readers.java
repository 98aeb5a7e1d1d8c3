package dev.tule.wamp.client.mapping;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The readers of types: of those made of others here, of the rest in {@link Scalars}. */
final class Readers {
    private static final Shape.Reader ANYTHING =
            new Shape.Reader() {
                @Override
                public @Nullable Object read(@Nullable Object wire, Path path) {
                    return wire;
                }

                @Override
                public boolean takesNull() {
                    return true;
                }
            };

    private Readers() {}

    /**
     * @param variables the readers of type variables in scope, by their names
     */
    static Shape.Reader of(AnnotatedType type, Map<String, Shape.Reader> variables) {
        return switch (type) {
            case AnnotatedParameterizedType generic -> ofGeneric(generic, variables);
            case AnnotatedArrayType array -> ofArray(array, variables);
            case AnnotatedWildcardType wildcard ->
                    of(wildcard.getAnnotatedUpperBounds()[0], variables);
            case AnnotatedTypeVariable variable ->
                    variables.getOrDefault(variable.getType().getTypeName(), ANYTHING);
            default -> of((Class<?>) type.getType(), variables);
        };
    }

    static Shape.Reader of(Class<?> type, Map<String, Shape.Reader> variables) {
        Shape.Reader scalar = Scalars.readers().get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type == Object.class) {
            return ANYTHING;
        }
        if (type == void.class || type == Void.class) {
            return new OfNothing();
        }
        if (type == Payload.class) {
            return new OfPayload();
        }
        if (type.isRecord()) {
            return new RecordShape(type, variables);
        }
        if (type.isEnum()) {
            return Scalars.ofEnum(type);
        }
        if (type.isArray()) {
            Shape element = Shape.of(type.getComponentType());
            return new OfArray(type.getComponentType(), element);
        }
        return ofContainer(type, List.of(Shape.of(Object.class), Shape.of(Object.class)));
    }

    private static Shape.Reader ofGeneric(
            AnnotatedParameterizedType type, Map<String, Shape.Reader> variables) {
        Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        if (raw.isRecord()) {
            Map<String, Shape.Reader> inside = new HashMap<>();
            TypeVariable<?>[] names = raw.getTypeParameters();
            for (int i = 0; i < names.length; i++) {
                inside.put(names[i].getName(), of(arguments[i], variables));
            }
            return new RecordShape(raw, inside);
        }
        List<Shape> shapes = new ArrayList<>();
        for (AnnotatedType argument : arguments) {
            shapes.add(Shape.of(argument, variables));
        }
        return ofContainer(raw, shapes);
    }

    private static Shape.Reader ofArray(
            AnnotatedArrayType type, Map<String, Shape.Reader> variables) {
        if (type.getType() instanceof Class<?> plain && Scalars.readers().containsKey(plain)) {
            return Scalars.readers().get(plain);
        }
        AnnotatedType element = type.getAnnotatedGenericComponentType();
        Class<?> raw =
                switch (element.getType()) {
                    case Class<?> plain -> plain;
                    case ParameterizedType generic -> (Class<?>) generic.getRawType();
                    default -> throw unreadable(type.getType().getTypeName());
                };
        return new OfArray(raw, Shape.of(element, variables));
    }

    private static Shape.Reader ofContainer(Class<?> type, List<Shape> shapes) {
        if (type == Optional.class) {
            return new OfOptional(shapes.getFirst());
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return new OfList(shapes.getFirst(), Collections::unmodifiableList);
        }
        if (type == Set.class) {
            return new OfList(
                    shapes.getFirst(),
                    list -> Collections.unmodifiableSet(new LinkedHashSet<>(list)));
        }
        if (type == Map.class) {
            return new OfMap(shapes.getFirst(), shapes.getLast());
        }
        if (type == Dict.class) {
            return Scalars.of("a dict", Map.class, map -> Dict.copyOf(strings(map)));
        }
        throw unreadable(type.getName());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> strings(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }

    private static IllegalArgumentException unreadable(String type) {
        return new IllegalArgumentException("no value of WAMP is read as " + type + "; a record?");
    }

    /** A result that nobody looks at. */
    private record OfNothing() implements Shape.Reader {
        @Override
        public @Nullable Object read(@Nullable Object wire, Path path) {
            return null;
        }

        @Override
        public @Nullable Object read(Payload payload) {
            return null;
        }

        @Override
        public boolean takesNull() {
            return true;
        }
    }

    private record OfPayload() implements Shape.Reader {
        @Override
        public Object read(@Nullable Object wire, Path path) {
            return Payload.of(wire);
        }

        @Override
        public Object read(Payload payload) {
            return payload;
        }
    }

    private record OfOptional(Shape content) implements Shape.Reader {
        @Override
        public Object read(@Nullable Object wire, Path path) {
            return wire == null ? Optional.empty() : Optional.ofNullable(content.read(wire, path));
        }

        @Override
        public Object absent(Path path) {
            return Optional.empty();
        }

        @Override
        public boolean takesNull() {
            return true;
        }

        @Override
        public Object read(Payload payload) {
            return payload.arguments().isEmpty() && payload.argumentsKw().isEmpty()
                    ? Optional.empty()
                    : payload.arguments().size() == 1 && payload.argument(0) == null
                            ? Optional.empty()
                            : Optional.ofNullable(content.read(payload));
        }
    }

    private record OfList(Shape element, Function<List<?>, Object> made) implements Shape.Reader {
        @Override
        public Object read(@Nullable Object wire, Path path) {
            return made.apply(elements(element, wire, path));
        }
    }

    private record OfArray(Class<?> type, Shape element) implements Shape.Reader {
        @Override
        public Object read(@Nullable Object wire, Path path) {
            List<@Nullable Object> values = elements(element, wire, path);
            Object array = Array.newInstance(type, values.size());
            for (int i = 0; i < values.size(); i++) {
                Array.set(array, i, values.get(i));
            }
            return array;
        }
    }

    private static List<@Nullable Object> elements(
            Shape element, @Nullable Object wire, Path path) {
        if (!(wire instanceof List<?> list)) {
            throw path.expected("a list", wire);
        }
        List<@Nullable Object> values = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            values.add(element.read(list.get(i), path.at(i)));
        }
        return values;
    }

    private record OfMap(Shape key, Shape value) implements Shape.Reader {
        @Override
        public Object read(@Nullable Object wire, Path path) {
            if (!(wire instanceof Map<?, ?> dict)) {
                throw path.expected("a dict", wire);
            }
            Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
            dict.forEach(
                    (name, content) -> {
                        Path here = path.at(String.valueOf(name));
                        values.put(key.read(name, here), value.read(content, here));
                    });
            return Collections.unmodifiableMap(values);
        }

        @Override
        public @Nullable Object read(Payload payload) {
            return payload.arguments().isEmpty()
                    ? read(payload.argumentsKw(), Path.WHOLE)
                    : Shape.Reader.super.read(payload);
        }
    }
}
