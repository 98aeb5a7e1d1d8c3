package dev.tule.dynamodb.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as the AWS SDK has them, checked on their way in. */
public final class AttributeValues {
    /** How deep lists and maps may nest (Developer Guide, "Quotas": attribute nesting). */
    private static final int MOST_NESTING = 32;

    private static final String INVALID = "One or more parameter values were invalid: ";

    private AttributeValues() {}

    /**
     * The item of a request.
     *
     * @throws InvalidRequest when one of its values isn't one of DynamoDB's
     */
    public static Item item(Map<String, AttributeValue> attributes) {
        return new Item(entries(attributes, 0));
    }

    /**
     * The value of a request's attribute.
     *
     * @throws InvalidRequest when it isn't one of DynamoDB's
     */
    public static Value value(@Nullable AttributeValue attribute) {
        return value(attribute, 0);
    }

    private static Map<String, Value> entries(Map<String, AttributeValue> attributes, int depth) {
        Map<String, Value> entries = LinkedHashMap.newLinkedHashMap(attributes.size());
        attributes.forEach((name, attribute) -> entries.put(name, value(attribute, depth)));
        return entries;
    }

    private static Value value(@Nullable AttributeValue attribute, int depth) {
        if (depth > MOST_NESTING) {
            throw new InvalidRequest("Nesting Levels have exceeded supported limits");
        }
        if (attribute == null) {
            throw none();
        }
        return switch (attribute.type()) {
            case S -> new Value.S(attribute.s());
            case N -> new Value.N(Numbers.parse(attribute.n()));
            case B -> new Value.B(bytes(attribute.b()));
            case BOOL -> new Value.Bool(attribute.bool());
            case NUL -> {
                if (!attribute.nul()) {
                    throw new InvalidRequest(
                            INVALID + "Null attribute value types must have the value of true");
                }
                yield new Value.Null();
            }
            case L -> {
                List<Value> elements = new ArrayList<>(attribute.l().size());
                attribute.l().forEach(element -> elements.add(value(element, depth + 1)));
                yield new Value.L(elements);
            }
            case M -> new Value.M(entries(attribute.m(), depth + 1));
            case SS -> new Value.SS(strings(attribute.ss()));
            case NS -> new Value.NS(numbers(attribute.ns()));
            case BS -> new Value.BS(binaries(attribute.bs()));
            case UNKNOWN_TO_SDK_VERSION -> throw notOne(attribute);
        };
    }

    private static InvalidRequest none() {
        return new InvalidRequest(
                "Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes");
    }

    private static InvalidRequest notOne(AttributeValue attribute) {
        boolean any =
                attribute.s() != null
                        || attribute.n() != null
                        || attribute.b() != null
                        || attribute.bool() != null
                        || attribute.nul() != null
                        || attribute.hasL()
                        || attribute.hasM()
                        || attribute.hasSs()
                        || attribute.hasNs()
                        || attribute.hasBs();
        return any
                ? new InvalidRequest(
                        "Supplied AttributeValue has more than one datatypes set, must contain"
                                + " exactly one of the supported datatypes")
                : none();
    }

    private static Bytes bytes(SdkBytes bytes) {
        return Bytes.owning(bytes.asByteArrayUnsafe());
    }

    private static Set<String> strings(List<String> members) {
        if (members.isEmpty()) {
            throw new InvalidRequest(INVALID + "An string set  may not be empty");
        }
        return unique(
                members,
                Function.identity(),
                () -> INVALID + "Input collection " + members + " contains duplicates.");
    }

    private static Set<BigDecimal> numbers(List<String> members) {
        if (members.isEmpty()) {
            throw new InvalidRequest(INVALID + "An number set  may not be empty");
        }
        return unique(members, Numbers::parse, () -> "Input collection contains duplicates");
    }

    private static Set<Bytes> binaries(List<SdkBytes> members) {
        if (members.isEmpty()) {
            throw new InvalidRequest(INVALID + "Binary sets should not be empty");
        }
        return unique(
                members,
                AttributeValues::bytes,
                () ->
                        INVALID
                                + "Input collection "
                                + members.stream().map(AttributeValues::bytes).toList()
                                + "of type BS contains duplicates.");
    }

    private static <F, T> Set<T> unique(
            List<F> members, Function<F, T> member, java.util.function.Supplier<String> fault) {
        Set<T> unique = new LinkedHashSet<>();
        for (F each : members) {
            if (!unique.add(member.apply(each))) {
                throw new InvalidRequest(fault.get());
            }
        }
        return unique;
    }

    /** An item as responses carry it. */
    public static Map<String, AttributeValue> attributes(Item item) {
        return attributes(item.attributes());
    }

    private static Map<String, AttributeValue> attributes(Map<String, Value> entries) {
        Map<String, AttributeValue> attributes = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    /** A value as responses carry it. */
    public static AttributeValue attribute(Value value) {
        return switch (value) {
            case Value.S(String text) -> AttributeValue.fromS(text);
            case Value.N(BigDecimal number) -> AttributeValue.fromN(Numbers.format(number));
            case Value.B(Bytes bytes) -> AttributeValue.fromB(sdkBytes(bytes));
            case Value.Bool(boolean truth) -> AttributeValue.fromBool(truth);
            case Value.Null() -> AttributeValue.fromNul(true);
            case Value.L(List<Value> elements) ->
                    AttributeValue.fromL(
                            elements.stream().map(AttributeValues::attribute).toList());
            case Value.M(Map<String, Value> entries) -> AttributeValue.fromM(attributes(entries));
            case Value.SS(Set<String> members) -> AttributeValue.fromSs(List.copyOf(members));
            case Value.NS(Set<BigDecimal> members) ->
                    AttributeValue.fromNs(members.stream().map(Numbers::format).toList());
            case Value.BS(Set<Bytes> members) ->
                    AttributeValue.fromBs(members.stream().map(AttributeValues::sdkBytes).toList());
        };
    }

    private static SdkBytes sdkBytes(Bytes bytes) {
        return SdkBytes.fromByteArrayUnsafe(bytes.unsafe());
    }
}
