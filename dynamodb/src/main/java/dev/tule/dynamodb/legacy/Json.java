package dev.tule.dynamodb.legacy;

import dev.tule.aws.AwsFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read member by member. A member of another type than is due is a
 * {@code SerializationException}.
 */
record Json(Map<String, Object> members) {

    boolean has(String name) {
        return members.get(name) != null;
    }

    Optional<String> text(String name) {
        return as(String.class, members.get(name));
    }

    Optional<Boolean> truth(String name) {
        return as(Boolean.class, members.get(name));
    }

    Optional<Integer> integer(String name) {
        return number(name).map(Long::intValue);
    }

    Optional<Long> number(String name) {
        return as(Number.class, members.get(name)).map(Number::longValue);
    }

    Optional<Json> object(String name) {
        return Optional.ofNullable(members.get(name)).map(Json::object);
    }

    /** The member, which must be there. */
    Json required(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    private static AwsFault missing(String name) {
        return AwsFault.of(
                "ValidationException",
                400,
                "The parameter '" + name + "' is required but was not present in the request");
    }

    /** The elements of a list, none where there is no such member. */
    List<Object> list(String name) {
        List<Object> elements = new ArrayList<>();
        Object value = members.get(name);
        if (value != null) {
            for (Object element : cast(List.class, value)) {
                elements.add(present(element));
            }
        }
        return elements;
    }

    /** The texts of a list. */
    List<String> texts(String name) {
        return list(name).stream().map(each -> cast(String.class, each)).toList();
    }

    static Json object(Object value) {
        Map<?, ?> map = cast(Map.class, value);
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach(
                (name, member) -> {
                    if (member != null) {
                        members.put(cast(String.class, present(name)), member);
                    }
                });
        return new Json(members);
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw unexpected("null");
        }
        return value;
    }

    private static <T> Optional<T> as(Class<T> type, @Nullable Object value) {
        return Optional.ofNullable(value).map(each -> cast(type, each));
    }

    private static <T> T cast(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw unexpected(value.getClass().getSimpleName());
        }
        return type.cast(value);
    }

    private static AwsFault unexpected(String type) {
        return AwsFault.of("SerializationException", 400, "Unexpected type in payload: " + type);
    }
}
