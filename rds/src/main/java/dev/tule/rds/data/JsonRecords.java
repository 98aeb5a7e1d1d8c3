package dev.tule.rds.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.rdsdata.model.ArrayValue;
import software.amazon.awssdk.services.rdsdata.model.Field;

/**
 * Rows as one text: an array of objects by the columns' labels (Aurora User Guide, "Processing
 * query results in JSON format").
 */
final class JsonRecords {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonRecords() {}

    static String write(List<String> labels, List<List<Field>> records) {
        if (new HashSet<>(labels).size() < labels.size()) {
            throw DataFaults.unsupportedResult(
                    "The result set contains duplicate column names; give them aliases");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartArray();
            for (List<Field> record : records) {
                out.writeStartObject();
                for (int i = 0; i < labels.size(); i++) {
                    out.writeFieldName(labels.get(i));
                    write(out, record.get(i));
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Field field) throws IOException {
        switch (field.type()) {
            case BOOLEAN_VALUE -> out.writeBoolean(field.booleanValue());
            case LONG_VALUE -> out.writeNumber(field.longValue());
            case DOUBLE_VALUE -> out.writeNumber(BigDecimal.valueOf(field.doubleValue()));
            case STRING_VALUE -> out.writeString(field.stringValue());
            case BLOB_VALUE -> out.writeBinary(field.blobValue().asByteArray());
            case ARRAY_VALUE -> write(out, field.arrayValue());
            default -> out.writeNull();
        }
    }

    private static void write(JsonGenerator out, ArrayValue array) throws IOException {
        out.writeStartArray();
        for (Boolean value : array.booleanValues()) {
            out.writeBoolean(value);
        }
        for (Long value : array.longValues()) {
            out.writeNumber(value);
        }
        for (Double value : array.doubleValues()) {
            out.writeNumber(value);
        }
        for (String value : array.stringValues()) {
            out.writeString(value);
        }
        for (ArrayValue value : array.arrayValues()) {
            write(out, value);
        }
        out.writeEndArray();
    }
}
