package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Item;
import org.jspecify.annotations.Nullable;

/** A write's condition didn't hold. Ends the transaction it is thrown in. */
final class ConditionFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final String MESSAGE = "The conditional request failed";

    private final transient @Nullable Item item;

    /**
     * @param item the item as it is, or null where there is none
     */
    ConditionFailed(@Nullable Item item) {
        super(MESSAGE, null, false, false);
        this.item = item;
    }

    @Nullable Item item() {
        return item;
    }
}
