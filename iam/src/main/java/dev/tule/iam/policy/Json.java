package dev.tule.iam.policy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a policy document's JSON as maps, lists, strings, numbers and booleans. */
final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    private static final int DEEPEST = 20;

    private Json() {}

    static Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            Object value = value(parser, parser.nextToken(), 0);
            if (parser.nextToken() != null) {
                throw malformed();
            }
            return value;
        } catch (JacksonException e) {
            throw malformed();
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does no I/O", e);
        }
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token, int depth)
            throws IOException {
        if (token == null || depth > DEEPEST) {
            throw malformed();
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    map.put(name, value(parser, parser.nextToken(), depth + 1));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                JsonToken next = parser.nextToken();
                while (next != JsonToken.END_ARRAY) {
                    list.add(value(parser, next, depth + 1));
                    next = parser.nextToken();
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_NULL,
                    END_OBJECT,
                    END_ARRAY,
                    FIELD_NAME,
                    NOT_AVAILABLE,
                    VALUE_EMBEDDED_OBJECT ->
                    throw malformed();
        };
    }

    private static RuntimeException malformed() {
        return new MalformedPolicyException("This policy contains invalid Json");
    }
}
