package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands within an item (Developer Guide, "Specifying item attributes").
 *
 * @param steps a name, then names and indexes
 */
public record DocumentPath(List<Step> steps) {

    /** One step down. */
    public sealed interface Step {}

    /** The attribute or the map's entry of that name. */
    public record Name(String name) implements Step {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The list's element at that index, from 0. */
    public record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    public DocumentPath {
        steps = List.copyOf(steps);
    }

    /** The path of a top-level attribute. */
    public static DocumentPath of(String attribute) {
        return new DocumentPath(List.of(new Name(attribute)));
    }

    /** The name of the top-level attribute. */
    public String attribute() {
        return steps.getFirst().toString();
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    /** The value there, or null where there is none. */
    public @Nullable Value in(Item item) {
        Value value = item.get(attribute());
        for (Step step : steps.subList(1, steps.size())) {
            value = below(value, step);
        }
        return value;
    }

    private static @Nullable Value below(@Nullable Value value, Step step) {
        return switch (step) {
            case Name(String name) when value instanceof Value.M map -> map.entries().get(name);
            case Index(int index)
                    when value instanceof Value.L list && index < list.elements().size() ->
                    list.elements().get(index);
            case Name _, Index _ -> null;
        };
    }

    /** As DynamoDB's messages show paths: {@code [a, b, [0]]}. */
    @Override
    public String toString() {
        return steps.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
