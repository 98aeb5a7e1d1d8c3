package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Bytes;
import dev.tule.dynamodb.value.Numbers;
import dev.tule.dynamodb.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * An attribute that a table or an index is keyed by.
 *
 * @param type S, N or B
 */
record KeyAttribute(String name, Value.Type type) {

    /** The value as bytes whose unsigned order is that of the values. */
    static byte[] ordered(Value value) {
        return switch (value) {
            case Value.S(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case Value.N(BigDecimal number) -> Numbers.ordered(number);
            case Value.B(Bytes bytes) -> bytes.unsafe();
            default -> throw new IllegalArgumentException("no key: " + value.type());
        };
    }

    /** Whether a value is the empty string or binary, which no key may be. */
    static boolean isEmpty(Value value) {
        return (value instanceof Value.S(String text) && text.isEmpty())
                || (value instanceof Value.B(Bytes bytes) && bytes.length() == 0);
    }
}
