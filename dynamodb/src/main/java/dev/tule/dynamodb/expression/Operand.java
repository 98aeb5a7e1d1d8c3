package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.Bytes;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Numbers;
import dev.tule.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What yields a value within an expression. */
public sealed interface Operand {

    /** The value at a path, if any. */
    record At(DocumentPath path) implements Operand {}

    /** A value given with the request. */
    record Given(Value value) implements Operand {}

    /** {@code size(path)}. */
    record Size(Operand of) implements Operand {}

    /** {@code if_not_exists(path, operand)}. */
    record IfNotExists(DocumentPath path, Operand otherwise) implements Operand {}

    /** {@code list_append(operand, operand)}. */
    record ListAppend(Operand first, Operand second) implements Operand {}

    /** The sum of two numbers. */
    record Plus(Operand left, Operand right) implements Operand {}

    /** The difference of two numbers. */
    record Minus(Operand left, Operand right) implements Operand {}

    /** The value for a condition: null where an attribute is absent or has no size. */
    default @Nullable Value in(Item item) {
        return switch (this) {
            case At(DocumentPath path) -> path.in(item);
            case Given(Value value) -> value;
            case Size(Operand of) -> size(of.in(item));
            case IfNotExists _, ListAppend _, Plus _, Minus _ -> forUpdate(item);
        };
    }

    /**
     * The value for an update.
     *
     * @throws InvalidRequest when an attribute is absent or of the wrong type
     */
    default Value forUpdate(Item item) {
        return switch (this) {
            case At(DocumentPath path) -> {
                Value value = path.in(item);
                if (value == null) {
                    throw new InvalidRequest(
                            "The provided expression refers to an attribute that does not exist in"
                                    + " the item");
                }
                yield value;
            }
            case Given(Value value) -> value;
            case IfNotExists(DocumentPath path, Operand otherwise) -> {
                Value value = path.in(item);
                yield value == null ? otherwise.forUpdate(item) : value;
            }
            case ListAppend(Operand first, Operand second) -> {
                List<Value> elements = new ArrayList<>(list(first.forUpdate(item)));
                elements.addAll(list(second.forUpdate(item)));
                yield new Value.L(elements);
            }
            case Plus(Operand left, Operand right) ->
                    new Value.N(
                            Numbers.checked(
                                    number(left.forUpdate(item))
                                            .add(number(right.forUpdate(item)))));
            case Minus(Operand left, Operand right) ->
                    new Value.N(
                            Numbers.checked(
                                    number(left.forUpdate(item))
                                            .subtract(number(right.forUpdate(item)))));
            case Size _ -> throw new IllegalStateException("size() is of conditions only");
        };
    }

    private static List<Value> list(Value value) {
        if (value instanceof Value.L(List<Value> elements)) {
            return elements;
        }
        throw wrongType();
    }

    private static BigDecimal number(Value value) {
        if (value instanceof Value.N(BigDecimal number)) {
            return number;
        }
        throw wrongType();
    }

    /** The fault of an operand that has another type than its operator takes. */
    static InvalidRequest wrongType() {
        return new InvalidRequest("An operand in the update expression has an incorrect data type");
    }

    private static @Nullable Value size(@Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Value.S(String text) -> Value.number(text.length());
            case Value.B(Bytes bytes) -> Value.number(bytes.length());
            case Value.L(List<Value> elements) -> Value.number(elements.size());
            case Value.M(Map<String, Value> entries) -> Value.number(entries.size());
            case Value.SS set -> Value.number(set.members().size());
            case Value.NS set -> Value.number(set.members().size());
            case Value.BS set -> Value.number(set.members().size());
            case Value.N _, Value.Bool _, Value.Null _ -> null;
        };
    }
}
