package dev.tule.dynamodb.legacy;

import dev.tule.aws.AwsFault;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;

/** Values, conditions and updates between JSON and the SDK. */
final class Values {
    private Values() {}

    /** Each member of an object, read. */
    private static <T> Map<String, T> each(Json json, Function<Json, T> reading) {
        Map<String, T> read = new LinkedHashMap<>();
        json.members().forEach((name, value) -> read.put(name, reading.apply(Json.object(value))));
        return read;
    }

    static Map<String, AttributeValue> item(Json json) {
        return each(json, Values::value);
    }

    static AttributeValue value(Json json) {
        AttributeValue.Builder value = AttributeValue.builder();
        json.text("S").ifPresent(value::s);
        json.text("N").ifPresent(value::n);
        json.text("B").ifPresent(text -> value.b(bytes(text)));
        if (json.has("SS")) {
            value.ss(json.texts("SS"));
        }
        if (json.has("NS")) {
            value.ns(json.texts("NS"));
        }
        if (json.has("BS")) {
            value.bs(json.texts("BS").stream().map(Values::bytes).toList());
        }
        return value.build();
    }

    private static SdkBytes bytes(String text) {
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw AwsFault.of(
                    "SerializationException",
                    400,
                    "Only base-64-encoded strings are convertible to bytes");
        }
    }

    static Map<String, Object> json(Map<String, AttributeValue> item) {
        Map<String, Object> json = new LinkedHashMap<>();
        item.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }

    /** A value, of today's types too: the tables are the same. */
    static Map<String, Object> json(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case B -> Map.of("B", text(value.b()));
            case SS -> Map.of("SS", value.ss());
            case NS -> Map.of("NS", value.ns());
            case BS -> Map.of("BS", value.bs().stream().map(Values::text).toList());
            case BOOL -> Map.of("BOOL", value.bool());
            case NUL -> Map.of("NULL", true);
            case L -> Map.of("L", value.l().stream().map(element -> json(element)).toList());
            case M -> Map.of("M", json(value.m()));
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("a value without a type");
        };
    }

    private static String text(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    static Map<String, ExpectedAttributeValue> expected(Json json) {
        return each(
                json,
                given -> {
                    ExpectedAttributeValue.Builder expected = ExpectedAttributeValue.builder();
                    given.object("Value").ifPresent(value -> expected.value(value(value)));
                    given.truth("Exists").ifPresent(expected::exists);
                    return expected.build();
                });
    }

    static Map<String, AttributeValueUpdate> updates(Json json) {
        return each(
                json,
                given -> {
                    AttributeValueUpdate.Builder update = AttributeValueUpdate.builder();
                    given.object("Value").ifPresent(value -> update.value(value(value)));
                    given.text("Action").ifPresent(update::action);
                    return update.build();
                });
    }

    static Map<String, Condition> conditions(Json json) {
        return each(json, Values::condition);
    }

    static Condition condition(Json json) {
        List<AttributeValue> values =
                json.list("AttributeValueList").stream()
                        .map(each -> value(Json.object(each)))
                        .toList();
        Condition.Builder condition = Condition.builder().attributeValueList(values);
        json.text("ComparisonOperator").ifPresent(condition::comparisonOperator);
        return condition.build();
    }
}
