package dev.tule.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object as a map, with accessors that say what they expect. Immutable in use. */
record JsonTree(Map<String, Object> fields) {
    static final JsonTree EMPTY = new JsonTree(Map.of());

    static JsonTree read(InputStream in) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            return (JsonTree) value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield new JsonTree(fields);
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            // Numbers stay text: constraints are copied, not calculated with.
            default -> parser.getText();
        };
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The object of that name; an empty one where there is none. */
    JsonTree at(String name) {
        return fields.get(name) instanceof JsonTree tree ? tree : EMPTY;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }

    String must(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    /** The list of that name, as text; empty where there is none. */
    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** The list of that name, as objects; empty where there is none. */
    List<JsonTree> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(JsonTree.class::cast).toList()
                : List.of();
    }

    /** Every field that is an object. */
    Map<String, JsonTree> objects() {
        Map<String, JsonTree> all = new LinkedHashMap<>();
        fields.forEach(
                (name, value) -> {
                    if (value instanceof JsonTree tree) {
                        all.put(name, tree);
                    }
                });
        return all;
    }
}
