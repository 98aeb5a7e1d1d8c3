package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import java.util.List;

/**
 * Changes to an item that take effect together (Developer Guide, "Using update expressions"). All
 * operands are read from the item as it was.
 */
public record Update(List<Action> actions) {
    public Update {
        actions = List.copyOf(actions);
    }

    /** One change, at a path that no other changes. */
    public sealed interface Action {
        DocumentPath path();
    }

    /** Puts a value there. */
    public record Set(DocumentPath path, Operand value) implements Action {}

    /** Takes away what is there. */
    public record Remove(DocumentPath path) implements Action {}

    /** Adds to a number or a set; {@code legacy} also appends to lists. */
    public record Add(DocumentPath path, Value value, boolean legacy) implements Action {}

    /** Takes members out of a set. */
    public record Delete(DocumentPath path, Value value, boolean legacy) implements Action {}

    /** The paths that are changed. */
    public List<DocumentPath> paths() {
        return actions.stream().map(Action::path).toList();
    }

    /**
     * The item after the changes.
     *
     * @throws dev.tule.dynamodb.value.InvalidRequest when a path leads nowhere or an operand has
     *     the wrong type
     */
    public Item of(Item item) {
        return new Updating(item).apply(this);
    }
}
