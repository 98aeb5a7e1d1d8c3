package dev.tule.dynamodb.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many bytes DynamoDB counts (Developer Guide, "DynamoDB item sizes and formats"). */
public final class Sizes {
    private static final int DOCUMENT_OVERHEAD = 3;
    private static final int ELEMENT_OVERHEAD = 1;

    private Sizes() {}

    /** Names and values of a map or an item. */
    public static int of(Map<String, Value> entries) {
        int sum = 0;
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            sum += utf8(entry.getKey()) + of(entry.getValue());
        }
        return sum;
    }

    /** A value without its name. */
    public static int of(Value value) {
        return switch (value) {
            case Value.S(String text) -> utf8(text);
            case Value.N(BigDecimal number) -> Numbers.sizeBytes(number);
            case Value.B(Bytes bytes) -> bytes.length();
            case Value.Bool _, Value.Null _ -> 1;
            case Value.L(List<Value> elements) -> {
                int sum = DOCUMENT_OVERHEAD + elements.size() * ELEMENT_OVERHEAD;
                for (Value element : elements) {
                    sum += of(element);
                }
                yield sum;
            }
            case Value.M(Map<String, Value> entries) ->
                    DOCUMENT_OVERHEAD + entries.size() * ELEMENT_OVERHEAD + of(entries);
            case Value.SS(Set<String> members) -> members.stream().mapToInt(Sizes::utf8).sum();
            case Value.NS(Set<BigDecimal> members) ->
                    members.stream().mapToInt(Numbers::sizeBytes).sum();
            case Value.BS(Set<Bytes> members) -> members.stream().mapToInt(Bytes::length).sum();
        };
    }

    /** The length of a text in UTF-8, counted without encoding it. */
    public static int utf8(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                // An unpaired surrogate is encoded as one '?' by the JDK, but counted as three.
                bytes += 3;
            }
        }
        return bytes;
    }
}
