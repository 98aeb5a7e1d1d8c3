package dev.tule.mtv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts of plain values: null, booleans, numbers, strings, lists and maps; written also from
 * records, enums, optionals, dates, durations, UUIDs and bytes (base64).
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/serialization/#djangojsonencoder">Django:
 *     DjangoJSONEncoder</a>
 */
public final class Json {
    private static final int MAX_DEPTH = 100;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    private Json() {}

    /**
     * The value as a JSON text.
     *
     * @throws IllegalArgumentException where there is no JSON for it
     */
    public static String write(@Nullable Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(json, value, 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value, int depth)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("JSON deeper than " + MAX_DEPTH);
        }
        switch (value) {
            case null -> out.writeNull();
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Short number -> out.writeNumber(number);
            case BigInteger number -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            case Double number when Double.isFinite(number) -> out.writeNumber(number);
            case Float number when Float.isFinite(number) -> out.writeNumber(number);
            case CharSequence text -> out.writeString(text.toString());
            case Character text -> out.writeString(text.toString());
            case Enum<?> constant -> out.writeString(constant.name());
            case UUID id -> out.writeString(id.toString());
            case TemporalAccessor time -> out.writeString(time.toString());
            case Duration time -> out.writeString(time.toString());
            case byte[] bytes -> out.writeString(Base64.getEncoder().encodeToString(bytes));
            case Optional<?> optional -> write(out, optional.orElse(null), depth);
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    out.writeFieldName(String.valueOf(member.getKey()));
                    write(out, member.getValue(), depth + 1);
                }
                out.writeEndObject();
            }
            case Iterable<?> elements -> {
                out.writeStartArray();
                for (Object element : elements) {
                    write(out, element, depth + 1);
                }
                out.writeEndArray();
            }
            case Object[] elements -> write(out, java.util.Arrays.asList(elements), depth);
            case Record record -> {
                out.writeStartObject();
                for (Records.Member member : Records.members(record.getClass())) {
                    out.writeFieldName(member.name());
                    write(out, member.of(record), depth + 1);
                }
                out.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /**
     * Reads one JSON text into null, Boolean, Long, BigInteger, BigDecimal, String, List and Map.
     *
     * @throws BadRequest where it is none, is nested deeper than 100, or names a member twice
     */
    public static @Nullable Object read(String text) {
        try (JsonParser in = FACTORY.createParser(text)) {
            in.nextToken();
            Object value = value(in);
            if (in.nextToken() != null) {
                throw new BadRequest("more than one JSON text");
            }
            return value;
        } catch (IOException e) {
            throw new BadRequest("not JSON");
        }
    }

    /**
     * Reads one JSON text into a record, or another type that {@link #write} writes. Members that
     * the record doesn't have are passed over; those that it has must be there, unless they are
     * nullable or optional.
     *
     * @throws BadRequest where the text is none, or doesn't fit; the message names the place
     */
    public static <T> T read(String text, Class<T> type) {
        Object bound = JsonBinding.bound(type, read(text), "");
        if (bound == null) {
            throw new BadRequest("null instead of a JSON value");
        }
        return type.cast(bound);
    }

    private static @Nullable Object value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        return switch (token) {
            case null -> throw new BadRequest("an empty JSON text");
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            case VALUE_NUMBER_INT -> {
                Number number = in.getNumberValue();
                yield number instanceof Integer i ? (Object) i.longValue() : number;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(in));
                }
                yield elements;
            }
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, value(in));
                }
                yield members;
            }
            default -> throw new BadRequest("not JSON");
        };
    }
}
