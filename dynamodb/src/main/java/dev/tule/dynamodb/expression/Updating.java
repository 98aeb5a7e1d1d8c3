package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Numbers;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies an update to one item. The paths form a tree, along which the item is written anew, so
 * that indexes mean the lists as they were, whatever else is removed.
 */
final class Updating {
    private final Item before;

    Updating(Item before) {
        this.before = before;
    }

    Item apply(Update update) {
        PathTree<Update.Action> tree = new PathTree<>();
        update.actions().forEach(action -> tree.put(action.path(), evaluated(action)));
        return new Item(entries(before.attributes(), tree));
    }

    /** The action with its value: all values are read before any path is followed. */
    private Update.Action evaluated(Update.Action action) {
        return action instanceof Update.Set(DocumentPath path, Operand operand)
                ? new Update.Set(path, new Operand.Given(operand.forUpdate(before)))
                : action;
    }

    private Map<String, Value> entries(Map<String, Value> entries, PathTree<Update.Action> node) {
        Map<String, Value> after = new LinkedHashMap<>(entries);
        node.names()
                .forEach(
                        (name, below) -> {
                            Value value = value(entries.get(name), below);
                            if (value == null) {
                                after.remove(name);
                            } else {
                                after.put(name, value);
                            }
                        });
        return after;
    }

    private @Nullable Value value(@Nullable Value value, PathTree<Update.Action> node) {
        Update.Action action = node.leaf();
        if (action != null) {
            return result(value, action);
        }
        if (value instanceof Value.M(Map<String, Value> entries) && node.indexes().isEmpty()) {
            return new Value.M(entries(entries, node));
        }
        if (value instanceof Value.L(List<Value> elements) && node.names().isEmpty()) {
            return new Value.L(elements(elements, node));
        }
        throw new InvalidRequest(
                "The document path provided in the update expression is invalid for update");
    }

    private List<Value> elements(List<Value> elements, PathTree<Update.Action> node) {
        List<Value> after = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
            PathTree<Update.Action> below = node.indexes().get(index);
            Value element = elements.get(index);
            Value changed = below == null ? element : value(element, below);
            if (changed != null) {
                after.add(changed);
            }
        }
        // Beyond the end is at the end, in the order of the indexes.
        node.indexes()
                .tailMap(elements.size())
                .values()
                .forEach(
                        below -> {
                            Value added = value(null, below);
                            if (added != null) {
                                after.add(added);
                            }
                        });
        return after;
    }

    private @Nullable Value result(@Nullable Value value, Update.Action action) {
        return switch (action) {
            case Update.Set(DocumentPath _, Operand operand) -> operand.forUpdate(before);
            case Update.Remove _ -> null;
            case Update.Add(DocumentPath _, Value added, boolean legacy) ->
                    value == null ? added : sum(value, added, legacy);
            case Update.Delete(DocumentPath _, Value deleted, boolean legacy) ->
                    value == null ? null : difference(value, deleted, legacy);
        };
    }

    private static Value sum(Value value, Value added, boolean legacy) {
        return switch (value) {
            case Value.N number when added instanceof Value.N more ->
                    new Value.N(Numbers.checked(number.number().add(more.number())));
            case Value.SS set when added instanceof Value.SS more ->
                    new Value.SS(union(set.members(), more.members()));
            case Value.NS set when added instanceof Value.NS more ->
                    new Value.NS(union(set.members(), more.members()));
            case Value.BS set when added instanceof Value.BS more ->
                    new Value.BS(union(set.members(), more.members()));
            case Value.L list when legacy && added instanceof Value.L more -> {
                List<Value> elements = new ArrayList<>(list.elements());
                elements.addAll(more.elements());
                yield new Value.L(elements);
            }
            default -> throw wrongType(legacy);
        };
    }

    private static @Nullable Value difference(Value value, Value deleted, boolean legacy) {
        return switch (value) {
            case Value.SS set when deleted instanceof Value.SS less -> {
                java.util.Set<String> rest = less(set.members(), less.members());
                yield rest.isEmpty() ? null : new Value.SS(rest);
            }
            case Value.NS set when deleted instanceof Value.NS less -> {
                java.util.Set<java.math.BigDecimal> rest = less(set.members(), less.members());
                yield rest.isEmpty() ? null : new Value.NS(rest);
            }
            case Value.BS set when deleted instanceof Value.BS less -> {
                java.util.Set<dev.tule.dynamodb.value.Bytes> rest =
                        less(set.members(), less.members());
                yield rest.isEmpty() ? null : new Value.BS(rest);
            }
            default -> throw wrongType(legacy);
        };
    }

    private static <T> java.util.Set<T> union(java.util.Set<T> one, java.util.Set<T> two) {
        java.util.Set<T> union = new LinkedHashSet<>(one);
        union.addAll(two);
        return union;
    }

    private static <T> java.util.Set<T> less(java.util.Set<T> one, java.util.Set<T> two) {
        java.util.Set<T> rest = new LinkedHashSet<>(one);
        rest.removeAll(two);
        return rest;
    }

    private static InvalidRequest wrongType(boolean legacy) {
        return legacy
                ? new InvalidRequest("Type mismatch for attribute to update")
                : Operand.wrongType();
    }
}
