package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.Update;
import dev.tule.dynamodb.value.Item;
import org.jspecify.annotations.Nullable;

/** What a request does to one item, read and checked but for what needs the table. */
sealed interface Write {
    String table();

    /** What must hold of the item as it is, or null. */
    @Nullable Condition condition();

    /** The key, or for a {@link Put} the whole item. */
    Item key();

    /** Puts an item in the place of what was there. */
    record Put(String table, Item item, @Nullable Condition condition) implements Write {
        @Override
        public Item key() {
            return item;
        }
    }

    /** Deletes an item if it is there. */
    record Delete(String table, Item key, @Nullable Condition condition) implements Write {}

    /** Changes an item, or makes one of the key. */
    record Change(String table, Item key, @Nullable Update update, @Nullable Condition condition)
            implements Write {}

    /** Changes nothing: only asks for a condition, as part of a transaction. */
    record Check(String table, Item key, @Nullable Condition condition) implements Write {}
}
