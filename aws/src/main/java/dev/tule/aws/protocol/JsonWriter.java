package dev.tule.aws.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Writes structures as JSON, or as CBOR when made with a CBOR factory. Absent members are left out;
 * empty lists and maps that were set are written. Safe for use by many threads.
 */
public final class JsonWriter {
    /** RFC 8949 section 3.4.2: what follows is an epoch-based time. */
    private static final int EPOCH_TIME = 1;

    private final JsonFactory factory;

    public JsonWriter(JsonFactory factory) {
        this.factory = factory;
    }

    /** Something that is written with a generator. */
    interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** A structure's members that travel in the body. */
    public byte[] write(SdkPojo structure) {
        return bytes(
                out -> {
                    out.writeStartObject();
                    members(out, structure, Shape.of(structure));
                    out.writeEndObject();
                });
    }

    /** One value that is the whole body. */
    public byte[] writeValue(Member member, Object value) {
        return bytes(out -> value(out, member, value));
    }

    /**
     * An error.
     *
     * @param type the error's type; null where a header names it
     */
    public byte[] write(@Nullable String type, WireError error) {
        return bytes(
                out -> {
                    out.writeStartObject();
                    if (type != null) {
                        out.writeStringField("__type", type);
                    }
                    out.writeStringField("message", error.message());
                    for (var element : error.elements().entrySet()) {
                        out.writeStringField(element.getKey(), element.getValue());
                    }
                    if (error.fields() != null) {
                        members(out, error.fields(), Shape.of(error.fields()));
                    }
                    out.writeEndObject();
                });
    }

    byte[] bytes(Content content) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator out = factory.createGenerator(bytes)) {
            content.writeTo(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to an array does no I/O", e);
        }
    }

    /** The structure's members into an object that is open already: a wrapper's. */
    void members(JsonGenerator out, SdkPojo structure, Shape shape) throws IOException {
        Member only = shape.unionMember(structure);
        if (only != null) {
            member(out, structure, only);
            return;
        }
        for (Member member : shape.members()) {
            if (member.inBody()) {
                member(out, structure, member);
            }
        }
    }

    private void member(JsonGenerator out, SdkPojo structure, Member member) throws IOException {
        Object value = member.get(structure);
        if (value != null) {
            out.writeFieldName(member.responseName());
            value(out, member, value);
        }
    }

    private void value(JsonGenerator out, Member member, @Nullable Object value)
            throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Boolean bool -> out.writeBoolean(bool);
            case SdkPojo structure -> {
                out.writeStartObject();
                members(out, structure, member.shape());
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    value(out, member.element(), element);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName((String) entry.getKey());
                    value(out, member.element(), entry.getValue());
                }
                out.writeEndObject();
            }
            case SdkBytes bytes -> out.writeBinary(bytes.asByteArrayUnsafe());
            case Instant instant -> timestamp(out, member, instant);
            case Float number -> floating(out, number);
            case Double number -> floating(out, number);
            case Short number -> out.writeNumber(number);
            case Byte number -> out.writeNumber(number.shortValue());
            case BigDecimal number -> out.writeNumber(number);
            case Document document -> document(out, document);
            default -> throw new IllegalStateException(member + " holds " + value.getClass());
        }
    }

    private static void timestamp(JsonGenerator out, Member member, Instant instant)
            throws IOException {
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(EPOCH_TIME);
            cbor.writeNumber(instant.toEpochMilli() / 1000.0);
            return;
        }
        Format format = member.timestampFormat(Format.UNIX_TIMESTAMP);
        switch (format) {
            case UNIX_TIMESTAMP -> out.writeNumber(Timestamps.seconds(instant));
            case UNIX_TIMESTAMP_MILLIS -> out.writeNumber(instant.toEpochMilli());
            case ISO_8601, RFC_822 -> out.writeString(Timestamps.print(instant, format));
        }
    }

    private static void floating(JsonGenerator out, double number) throws IOException {
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Double.toString(number));
        }
    }

    private static void floating(JsonGenerator out, float number) throws IOException {
        if (Float.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Float.toString(number));
        }
    }

    private static void document(JsonGenerator out, Document document) throws IOException {
        if (document.isNull()) {
            out.writeNull();
        } else if (document.isBoolean()) {
            out.writeBoolean(document.asBoolean());
        } else if (document.isNumber()) {
            out.writeNumber(document.asNumber().stringValue());
        } else if (document.isString()) {
            out.writeString(document.asString());
        } else if (document.isList()) {
            out.writeStartArray();
            for (Document element : document.asList()) {
                document(out, element);
            }
            out.writeEndArray();
        } else {
            out.writeStartObject();
            for (var entry : document.asMap().entrySet()) {
                out.writeFieldName(entry.getKey());
                document(out, entry.getValue());
            }
            out.writeEndObject();
        }
    }
}
