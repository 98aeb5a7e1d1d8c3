package dev.tule.ec2.resource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Writes objects of the SDK's model as CBOR and reads them back, by the names that EC2's answers
 * give their members: those are AWS's promise, while the SDK may rename its own. Safe for use by
 * many threads.
 */
final class ModelCodec {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_BYTES = 1 << 20;
    private static final JsonFactory FACTORY = JsonFactories.cbor(MOST_DEPTH, MOST_BYTES);
    private static final Map<Shape, Map<String, Member>> BY_NAME = new ConcurrentHashMap<>();

    private ModelCodec() {}

    static byte[] write(SdkPojo model) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator out = FACTORY.createGenerator(bytes)) {
            structure(out, model);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to an array does no I/O", e);
        }
    }

    private static void structure(JsonGenerator out, SdkPojo model) throws IOException {
        out.writeStartObject();
        for (Member member : Shape.of(model).members()) {
            Object value = member.get(model);
            if (value != null) {
                out.writeFieldName(member.responseName());
                value(out, value);
            }
        }
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Float number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            case Instant time -> out.writeNumber(time.toEpochMilli());
            case SdkPojo nested -> structure(out, nested);
            case List<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    value(out, element);
                }
                out.writeEndArray();
            }
            default -> throw new IllegalStateException("EC2 has no " + value.getClass());
        }
    }

    /**
     * Reads into a builder what {@link #write} wrote; members that the SDK has lost are skipped.
     */
    static <T> T read(byte[] row, SdkPojo builder, Class<T> model) {
        try (JsonParser in = FACTORY.createParser(row)) {
            in.nextToken();
            readStructure(in, builder);
            return model.cast(Shape.build(builder));
        } catch (IOException e) {
            throw new IllegalStateException("a row of EC2 is damaged", e);
        }
    }

    private static void readStructure(JsonParser in, SdkPojo builder) throws IOException {
        Map<String, Member> members =
                BY_NAME.computeIfAbsent(Shape.of(builder), ModelCodec::byName);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Member member = members.get(in.currentName());
            in.nextToken();
            if (member == null) {
                in.skipChildren();
            } else {
                member.set(builder, readValue(in, member));
            }
        }
    }

    private static Map<String, Member> byName(Shape shape) {
        Map<String, Member> members = new HashMap<>();
        shape.members().forEach(member -> members.put(member.responseName(), member));
        return members;
    }

    private static Object readValue(JsonParser in, Member member) throws IOException {
        return switch (member.type()) {
            case STRING -> in.getText();
            case INTEGER -> in.getIntValue();
            case LONG -> in.getLongValue();
            case DOUBLE -> in.getDoubleValue();
            case FLOAT -> in.getFloatValue();
            case BOOLEAN -> in.getBooleanValue();
            case TIMESTAMP -> Instant.ofEpochMilli(in.getLongValue());
            case STRUCTURE -> {
                SdkPojo builder = member.newBuilder();
                readStructure(in, builder);
                yield Shape.build(builder);
            }
            case LIST -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readValue(in, member.element()));
                }
                yield list;
            }
            case SHORT, BYTE, BIG_DECIMAL, BYTES, MAP, DOCUMENT ->
                    throw new IllegalStateException("EC2 has no " + member.type().description());
        };
    }
}
