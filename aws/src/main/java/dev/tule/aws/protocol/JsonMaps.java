package dev.tule.aws.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tule.aws.shape.MalformedRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as maps, for APIs that the SDK has no classes for. Numbers are Long, BigInteger or
 * BigDecimal. Safe for use by many threads.
 */
public final class JsonMaps {
    private final JsonFactory factory;
    private final JsonWriter writer;

    public JsonMaps(JsonFactory factory) {
        this.factory = factory;
        this.writer = new JsonWriter(factory);
    }

    /** Reads an object; an empty body is an empty one. */
    public Map<String, Object> read(byte[] body) {
        try (JsonParser parser = factory.createParser(body)) {
            if (parser.nextToken() == null) {
                return new LinkedHashMap<>();
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw MalformedRequest.syntax("The body is not an object");
            }
            Map<String, Object> map = object(parser);
            if (parser.nextToken() != null) {
                throw MalformedRequest.syntax("Unexpected content after the end of the body");
            }
            return map;
        } catch (JacksonException e) {
            throw MalformedRequest.syntax(JsonFactories.explain(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    /** Writes an object. */
    public byte[] write(Map<String, Object> map) {
        return writer.bytes(out -> write(out, map));
    }

    // A JSON null is a value that these maps hold: their type says so nowhere, to stay handy.
    @SuppressWarnings("NullAway")
    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? parser.getBigIntegerValue()
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> null;
        };
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean bool -> out.writeBoolean(bool);
            case BigDecimal number -> out.writeNumber(number);
            case BigInteger number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Number number -> out.writeNumber(number.longValue());
            case List<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            default -> throw new IllegalStateException("no JSON for " + value.getClass());
        }
    }
}
