package dev.tule.aws.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Text;
import dev.tule.aws.shape.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Reads structures from JSON, or from CBOR when made with a CBOR factory. Members that aren't known
 * are skipped, as AWS does; anything else that doesn't fit is a {@link MalformedRequest}, in the
 * words that AWS uses. Safe for use by many threads.
 */
public final class JsonReader {
    private final JsonFactory factory;

    public JsonReader(JsonFactory factory) {
        this.factory = factory;
    }

    /** Reads members into a builder; an empty body has none. */
    public void read(byte[] body, SdkPojo builder) {
        parse(
                body,
                parser -> {
                    structure(parser, builder, Shape.of(builder));
                    return builder;
                });
    }

    /** Reads one value that is the whole body; null where the body is empty. */
    public @Nullable Object readValue(byte[] body, Member member) {
        return parse(body, parser -> value(parser, member));
    }

    private interface Body {
        @Nullable Object read(JsonParser parser) throws IOException;
    }

    private @Nullable Object parse(byte[] bytes, Body body) {
        try (JsonParser parser = factory.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return null;
            }
            Object value = body.read(parser);
            if (parser.nextToken() != null) {
                throw MalformedRequest.syntax("Unexpected content after the end of the body");
            }
            return value;
        } catch (JacksonException e) {
            throw MalformedRequest.syntax(JsonFactories.explain(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    private void structure(JsonParser parser, SdkPojo builder, Shape shape) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "structure");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Member member = shape.byRequestName(parser.currentName());
            parser.nextToken();
            if (member == null || !member.inBody()) {
                parser.skipChildren();
                continue;
            }
            Object value = value(parser, member);
            if (value != null) {
                member.set(builder, value);
            }
        }
    }

    /** Exactly one member must be set: the SDK's builders take none, or any number. */
    private void union(JsonParser parser, SdkPojo builder, Shape shape) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "structure");
        boolean set = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Member member = shape.byRequestName(parser.currentName());
            parser.nextToken();
            if (member == null || parser.currentToken() == JsonToken.VALUE_NULL) {
                parser.skipChildren();
                continue;
            }
            if (set) {
                throw MalformedRequest.crowdedUnion(shape.name());
            }
            member.set(builder, present(parser, member));
            set = true;
        }
        if (!set) {
            throw MalformedRequest.emptyUnion(shape.name());
        }
    }

    private @Nullable Object value(JsonParser parser, Member member) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : present(parser, member);
    }

    /** An element of a list or map: a null there is no value. */
    private Object element(JsonParser parser, Member member) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw member.type() == Member.Type.STRUCTURE && member.shape().isUnion()
                    ? MalformedRequest.emptyUnion(member.shape().name())
                    : MalformedRequest.type("NULL_VALUE cannot be an element");
        }
        return present(parser, member);
    }

    private Object present(JsonParser parser, Member member) throws IOException {
        return switch (member.type()) {
            case STRING -> {
                expectScalar(parser, JsonToken.VALUE_STRING, "String");
                yield wellFormed(parser.getText());
            }
            case INTEGER -> (int) integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
            case LONG -> integer(parser, Long.MIN_VALUE, Long.MAX_VALUE, "Long");
            case SHORT -> (short) integer(parser, Short.MIN_VALUE, Short.MAX_VALUE, "Short");
            case BYTE -> (byte) integer(parser, Byte.MIN_VALUE, Byte.MAX_VALUE, "Byte");
            case FLOAT -> (float) floating(parser, "Float");
            case DOUBLE -> floating(parser, "Double");
            case BIG_DECIMAL -> decimal(parser, "BigDecimal");
            case BOOLEAN -> bool(parser);
            case BYTES -> bytes(parser);
            case TIMESTAMP -> timestamp(parser, member);
            case STRUCTURE -> {
                SdkPojo builder = member.newBuilder();
                if (member.shape().isUnion()) {
                    union(parser, builder, member.shape());
                } else {
                    structure(parser, builder, member.shape());
                }
                yield Shape.build(builder);
            }
            case LIST -> list(parser, member);
            case MAP -> map(parser, member);
            case DOCUMENT -> document(parser);
        };
    }

    private List<Object> list(JsonParser parser, Member member) throws IOException {
        expect(parser, JsonToken.START_ARRAY, "list");
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(element(parser, member.element()));
        }
        return list;
    }

    private Map<String, Object> map(JsonParser parser, Member member) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "map");
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = wellFormed(parser.currentName());
            parser.nextToken();
            map.put(key, element(parser, member.element()));
        }
        return map;
    }

    private static long integer(JsonParser parser, long min, long max, String type)
            throws IOException {
        expectScalar(parser, JsonToken.VALUE_NUMBER_INT, type);
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw outOfRange(parser, type);
        }
        long value = parser.getLongValue();
        if (value < min || value > max) {
            throw outOfRange(parser, type);
        }
        return value;
    }

    private static MalformedRequest outOfRange(JsonParser parser, String type) throws IOException {
        return MalformedRequest.type(
                Text.shorten(parser.getText()) + " is out of the range of " + type);
    }

    private static double floating(JsonParser parser, String type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw unfit(parser, type);
            };
        }
        expectNumber(parser, type);
        return parser.getDoubleValue();
    }

    /**
     * The number to its last digit. CBOR's writers take 32 bits for every number that fits them,
     * such as each 128th second; the shortest text of those, from which Jackson makes its decimals,
     * is only close by.
     */
    private static BigDecimal decimal(JsonParser parser, String type) throws IOException {
        expectNumber(parser, type);
        if (parser.isNaN()) {
            throw unfit(parser, type);
        }
        return parser.getNumberType() == JsonParser.NumberType.FLOAT
                ? BigDecimal.valueOf(parser.getDoubleValue())
                : parser.getDecimalValue();
    }

    private static boolean bool(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw unfit(parser, "Boolean");
        };
    }

    private static SdkBytes bytes(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_EMBEDDED_OBJECT) {
            throw unfit(parser, "Blob");
        }
        return SdkBytes.fromByteArrayUnsafe(parser.getBinaryValue());
    }

    private static Instant timestamp(JsonParser parser, Member member) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return Timestamps.parse(parser.getText(), member.timestampFormat(Format.ISO_8601));
        }
        BigDecimal number = decimal(parser, "Timestamp");
        return member.timestampFormat(Format.UNIX_TIMESTAMP) == Format.UNIX_TIMESTAMP_MILLIS
                ? Instant.ofEpochMilli(number.longValue())
                : Timestamps.ofSeconds(number);
    }

    private static Document document(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Document.fromNull();
            case VALUE_TRUE -> Document.fromBoolean(true);
            case VALUE_FALSE -> Document.fromBoolean(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Document.fromNumber(parser.getText());
            case VALUE_STRING -> Document.fromString(parser.getText());
            case START_ARRAY -> {
                List<Document> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(document(parser));
                }
                yield Document.fromList(list);
            }
            case START_OBJECT -> {
                Map<String, Document> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, document(parser));
                }
                yield Document.fromMap(map);
            }
            default -> throw unfit(parser, "Document");
        };
    }

    private static void expect(JsonParser parser, JsonToken token, String type) throws IOException {
        if (parser.currentToken() == token) {
            return;
        }
        if (parser.currentToken().isStructStart()) {
            throw MalformedRequest.type(
                    parser.currentToken() == JsonToken.START_OBJECT
                            ? "Start of structure or map found where not expected."
                            : "Start of list found where not expected");
        }
        throw unfit(parser, type);
    }

    private static void expectScalar(JsonParser parser, JsonToken token, String type)
            throws IOException {
        if (parser.currentToken() != token) {
            throw unfit(parser, type);
        }
    }

    /**
     * Escapes can write half a surrogate pair, which is no character and could never be sent back.
     */
    private static String wellFormed(String text) {
        if (!Text.isWellFormed(text)) {
            throw MalformedRequest.syntax("a string has half of a surrogate pair");
        }
        return text;
    }

    private static void expectNumber(JsonParser parser, String type) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw unfit(parser, type);
        }
    }

    private static MalformedRequest unfit(JsonParser parser, String type) throws IOException {
        String found =
                switch (parser.currentToken()) {
                    case VALUE_STRING -> "STRING_VALUE";
                    case VALUE_NUMBER_INT -> "NUMBER_VALUE";
                    case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE";
                    case VALUE_TRUE -> "TRUE_VALUE";
                    case VALUE_FALSE -> "FALSE_VALUE";
                    case VALUE_NULL -> "NULL_VALUE";
                    case START_OBJECT -> "a structure or map";
                    case START_ARRAY -> "a list";
                    default -> "this";
                };
        return MalformedRequest.type(found + " cannot be converted to " + type);
    }
}
