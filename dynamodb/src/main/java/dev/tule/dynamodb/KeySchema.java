package dev.tule.dynamodb;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a table or an index is keyed by: a hash key, and a range key or not. */
record KeySchema(KeyAttribute hash, @Nullable KeyAttribute range) {

    List<KeyAttribute> attributes() {
        return range == null ? List.of(hash) : List.of(hash, range);
    }

    List<String> names() {
        return attributes().stream().map(KeyAttribute::name).toList();
    }

    boolean has(String name) {
        return names().contains(name);
    }

    /** The names of these keys and of others, each once. */
    List<String> namesWith(KeySchema other) {
        return Stream.concat(names().stream(), other.names().stream()).distinct().toList();
    }
}
