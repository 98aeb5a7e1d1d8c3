package dev.tule.wamp.router.meta;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Id;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of a call of one of the router's procedures. */
final class MetaArguments {
    private final List<@Nullable Object> positional;
    private final Dict named;

    MetaArguments(Payload payload) {
        this.positional = payload.arguments();
        this.named = Dict.copyOf(payload.argumentsKw());
    }

    private @Nullable Object at(int index) {
        return index < positional.size() ? positional.get(index) : null;
    }

    long id(int index) throws MetaError {
        if (at(index) instanceof Long id && Id.valid(id)) {
            return id;
        }
        throw wrong(index, "an id");
    }

    String string(int index) throws MetaError {
        if (at(index) instanceof String string) {
            return string;
        }
        throw wrong(index, "a string");
    }

    Uri uri(int index) throws MetaError {
        return Uri.of(string(index));
    }

    /** The list there; empty where there is none. */
    List<? extends @Nullable Object> list(int index) throws MetaError {
        Object found = at(index);
        if (found == null) {
            return List.of();
        }
        if (found instanceof List<?> list) {
            return list;
        }
        throw wrong(index, "a list");
    }

    /** The strings there; empty where the argument is missing or null. */
    Optional<Set<String>> strings(int index) throws MetaError {
        if (at(index) == null) {
            return Optional.empty();
        }
        List<?> list = list(index);
        if (!list.stream().allMatch(String.class::isInstance)) {
            throw wrong(index, "a list of strings");
        }
        return Optional.of(list.stream().map(String.class::cast).collect(Collectors.toSet()));
    }

    /** The dict there; empty where there is none. */
    Dict dict(int index) throws MetaError {
        return dict(at(index), "argument " + index);
    }

    /** The dict of that name; empty where there is none. */
    Dict dict(String name) throws MetaError {
        return dict(named.asMap().get(name), name);
    }

    @SuppressWarnings("unchecked")
    private static Dict dict(@Nullable Object value, String what) throws MetaError {
        if (value == null) {
            return Dict.EMPTY;
        }
        if (value instanceof Map<?, ?> map) {
            return Dict.copyOf((Map<String, @Nullable Object>) map);
        }
        throw MetaError.argument(what + " must be a dict");
    }

    /** The string of that name; empty where there is none. */
    Optional<String> string(String name) throws MetaError {
        Object value = named.asMap().get(name);
        if (value != null && !(value instanceof String)) {
            throw MetaError.argument(name + " must be a string");
        }
        return named.string(name);
    }

    /** The number of that name, from 1; empty where there is none. */
    Optional<Long> positive(String name) throws MetaError {
        Object value = named.asMap().get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Long number && number > 0) {
            return Optional.of(number);
        }
        throw MetaError.argument(name + " must be an integer above zero");
    }

    /** The boolean of that name; false where there is none. */
    boolean flag(String name) throws MetaError {
        Object value = named.asMap().get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw MetaError.argument(name + " must be a bool");
        }
        return named.flag(name, false);
    }

    private static MetaError wrong(int index, String expected) {
        return MetaError.argument("argument " + index + " must be " + expected);
    }
}
