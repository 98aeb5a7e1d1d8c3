package dev.tule.wamp.client;

import dev.tule.wamp.Payload;
import dev.tule.wamp.client.mapping.Key;
import dev.tule.wamp.client.mapping.MappingException;
import dev.tule.wamp.client.mapping.PayloadMapper;
import dev.tule.wamp.client.mapping.Shape;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the parameters of an annotated method and the arguments of a payload correspond, both ways.
 * Immutable.
 */
final class Signature {
    private final List<Place> places;
    private final long positional;
    private final boolean whole;

    /** Where the value of a parameter comes from. */
    private sealed interface Place {}

    private record Positional(int index, Shape shape, String name) implements Place {}

    private record Keyword(String key, Shape shape) implements Place {}

    private record AllKeywords(Shape shape) implements Place {}

    private record Whole() implements Place {}

    /** The call, the event or the options, which are no arguments. */
    private record Around(Class<?> type) implements Place {}

    private Signature(List<Place> places) {
        this.places = places;
        this.positional = places.stream().filter(Positional.class::isInstance).count();
        this.whole = places.stream().anyMatch(Whole.class::isInstance);
    }

    /**
     * @param around the types of parameters that are no arguments
     * @throws IllegalArgumentException when a parameter can be no argument
     */
    static Signature of(Method method, Class<?>... around) {
        List<Place> places = new ArrayList<>();
        int next = 0;
        for (Parameter parameter : method.getParameters()) {
            Place place = place(parameter, next, List.of(around));
            next = place instanceof Positional ? next + 1 : next;
            places.add(place);
        }
        return new Signature(places);
    }

    private static Place place(Parameter parameter, int index, List<Class<?>> around) {
        if (around.contains(parameter.getType())) {
            return new Around(parameter.getType());
        }
        if (parameter.getType() == Payload.class) {
            return new Whole();
        }
        Shape shape = Shape.of(parameter.getAnnotatedType());
        Key key = parameter.getAnnotation(Key.class);
        if (key != null) {
            return new Keyword(key.value(), shape);
        }
        if (parameter.isAnnotationPresent(Keywords.class)) {
            return new AllKeywords(shape);
        }
        String name = parameter.isNamePresent() ? " (" + parameter.getName() + ")" : "";
        return new Positional(index, shape, "argument " + index + name);
    }

    /**
     * The values to call the method with.
     *
     * @param around the call or the event
     * @throws MappingException when the payload doesn't fit
     */
    @Nullable Object[] values(Payload payload, Object around) {
        List<@Nullable Object> arguments = payload.arguments();
        if (!whole && arguments.size() > positional) {
            throw new MappingException(
                    arguments.size() + " arguments, where there are " + positional);
        }
        Map<String, @Nullable Object> keywords = payload.argumentsKw();
        @Nullable Object[] values = new @Nullable Object[places.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (places.get(i)) {
                        case Positional p when p.index < arguments.size() ->
                                p.shape.read(arguments.get(p.index), p.name);
                        case Positional p -> p.shape.absent(p.name);
                        case Keyword k when keywords.containsKey(k.key) ->
                                k.shape.read(keywords.get(k.key), k.key);
                        case Keyword k -> k.shape.absent(k.key);
                        case AllKeywords all -> all.shape.read(keywords, "");
                        case Whole all -> payload;
                        case Around a -> around;
                    };
        }
        return values;
    }

    /** The payload that carries these values. */
    Payload payload(@Nullable Object[] values) {
        List<@Nullable Object> arguments = new ArrayList<>();
        Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Object value = values[i];
            switch (places.get(i)) {
                case Positional p -> arguments.add(value);
                case Keyword k -> keywords.putAll(oneKeyword(k.key, value));
                case AllKeywords all -> keywords.putAll(allKeywords(value));
                case Whole all -> {
                    if (value instanceof Payload payload) {
                        return payload;
                    }
                }
                case Around a -> {}
            }
        }
        return PayloadMapper.payload(arguments, keywords);
    }

    /** An empty Optional is no argument. */
    private static Map<String, @Nullable Object> oneKeyword(String key, @Nullable Object value) {
        Object plain = PayloadMapper.payload(value).argument(0);
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        if (plain != null) {
            one.put(key, plain);
        }
        return one;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ? extends @Nullable Object> allKeywords(@Nullable Object value) {
        return switch (value) {
            case Record record -> PayloadMapper.keywordArguments(record);
            case Map<?, ?> map -> (Map<String, @Nullable Object>) map;
            case null, default ->
                    throw new IllegalArgumentException("keywords are a record or a map");
        };
    }

    /** The options among these values, if there is a place for them. */
    <T> @Nullable T around(Class<T> type, @Nullable Object[] values) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) instanceof Around a && a.type == type) {
                return type.cast(values[i]);
            }
        }
        return null;
    }
}
