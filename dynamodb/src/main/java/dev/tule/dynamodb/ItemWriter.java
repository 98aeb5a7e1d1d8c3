package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.DocumentPath;
import dev.tule.dynamodb.expression.Update;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does a {@link Write} within a transaction: the one way in which items change. Stateless. */
final class ItemWriter {
    private final Tables tables;
    private final ItemRows rows;

    ItemWriter(Tables tables, ItemRows rows) {
        this.tables = tables;
        this.rows = rows;
    }

    /**
     * What a write did.
     *
     * @param before the item as it was, or null
     * @param after the item as it is, or null
     */
    record Written(Table table, @Nullable Item before, @Nullable Item after) {}

    /**
     * Does a write.
     *
     * @throws ConditionFailed when its condition doesn't hold
     * @throws InvalidRequest when it doesn't fit the table or the item
     */
    Written write(Transaction transaction, Write write) {
        Table table = tables.require(transaction, write.table());
        checkAgainst(table, write);
        byte[] itemKey = Layout.itemKey(table.keys(), write.key());
        Optional<Item> found = rows.get(transaction, table, itemKey);
        Condition condition = write.condition();
        if (condition != null && !condition.holds(found.orElse(Item.EMPTY))) {
            throw new ConditionFailed(found.orElse(null));
        }
        Item before = found.orElse(null);
        Item after = after(table, write, before);
        if (!(write instanceof Write.Check)) {
            rows.write(transaction, table, itemKey, before, after);
        }
        return new Written(table, before, after);
    }

    private static @Nullable Item after(Table table, Write write, @Nullable Item before) {
        return switch (write) {
            case Write.Put(String _, Item item, var _) -> item;
            case Write.Delete _ -> null;
            case Write.Check _ -> before;
            case Write.Change(String _, Item key, Update update, var _) ->
                    changed(table, key, update, before);
        };
    }

    private static Item changed(
            Table table, Item key, @Nullable Update update, @Nullable Item before) {
        Item from = before == null ? key : before;
        Item after = update == null ? from : update.of(from);
        if (after.sizeBytes() > Item.MOST_BYTES) {
            throw new InvalidRequest("Item size to update has exceeded the maximum allowed size");
        }
        checkUpdatedKeys(table, after);
        return after;
    }

    /** An expression may put what it likes into an index's key, as long as the type is right. */
    private static void checkUpdatedKeys(Table table, Item after) {
        for (Index index : table.indexes()) {
            for (KeyAttribute attribute : index.keys().attributes()) {
                Value value = after.get(attribute.name());
                if (value != null && value.type() != attribute.type()) {
                    throw new InvalidRequest(
                            "The update expression attempted to update the secondary index key to"
                                    + " unsupported type");
                }
            }
        }
        ItemKeys.checkItem(table, after);
    }

    /** Whether a write fits the table, whatever the item is. */
    static void checkAgainst(Table table, Write write) {
        switch (write) {
            case Write.Put(String _, Item item, var _) -> ItemKeys.checkItem(table, item);
            case Write.Delete delete -> ItemKeys.checkKey(table.keys(), delete.key());
            case Write.Check check -> ItemKeys.checkKey(table.keys(), check.key());
            case Write.Change(String _, Item key, Update update, var _) -> {
                ItemKeys.checkKey(table.keys(), key);
                if (update != null) {
                    update.paths().forEach(path -> checkNotKey(table, path));
                }
            }
        }
    }

    private static void checkNotKey(Table table, DocumentPath path) {
        if (table.keys().has(path.attribute())) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Cannot update attribute "
                            + path.attribute()
                            + ". This attribute is part of the key");
        }
    }
}
