package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.DocumentPath;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * What Query and Scan have in common: which items are wanted, and what of them.
 *
 * @param indexName null where the table itself is read
 * @param limit how many items to look at
 * @param projection null where all attributes are wanted
 */
record Selection(
        @Nullable String indexName,
        @Nullable Select select,
        boolean consistent,
        int limit,
        @Nullable Condition filter,
        @Nullable Projection projection) {
    private static final String INVALID_START = "The provided starting key is invalid";

    /** How many items to look at. */
    static int checkedLimit(@Nullable Integer limit) {
        if (limit == null) {
            return Integer.MAX_VALUE;
        }
        if (limit < 1) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + limit
                            + "' at 'limit' failed to satisfy constraint: Member must have value"
                            + " greater than or equal to 1");
        }
        return limit;
    }

    static void check(
            @Nullable Select select,
            boolean attributes,
            @Nullable String expression,
            @Nullable String indexName) {
        String projection = attributes ? "AttributesToGet" : "ProjectionExpression";
        boolean projected = attributes || expression != null;
        switch (select) {
            case ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES, COUNT -> {
                if (projected) {
                    throw new InvalidRequest(
                            "Cannot specify the "
                                    + projection
                                    + " when choosing to get "
                                    + (select == Select.COUNT ? "only the Count" : select));
                }
                if (select == Select.ALL_PROJECTED_ATTRIBUTES && indexName == null) {
                    throw new InvalidRequest(
                            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an"
                                    + " IndexName");
                }
            }
            case SPECIFIC_ATTRIBUTES -> {
                if (!projected) {
                    throw new InvalidRequest(
                            "Must specify the AttributesToGet or ProjectionExpression when"
                                    + " choosing to get SPECIFIC_ATTRIBUTES");
                }
            }
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidRequest(
                            "1 validation error detected: Value at 'select' failed to satisfy"
                                    + " constraint: Member must satisfy enum value set:"
                                    + " [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES,"
                                    + " ALL_PROJECTED_ATTRIBUTES]");
            case null -> {}
        }
    }

    /** The index to read, which can give what is wanted; null where that is the table itself. */
    @Nullable Index index(Table table) {
        if (indexName == null) {
            return null;
        }
        Index index =
                table.index(indexName)
                        .orElseThrow(
                                () ->
                                        new InvalidRequest(
                                                "The table does not have the specified index: "
                                                        + indexName));
        if (index.global()) {
            checkGlobal(table, index);
        }
        return index;
    }

    private void checkGlobal(Table table, Index index) {
        if (consistent) {
            throw new InvalidRequest(
                    "Consistent reads are not supported on global secondary indexes");
        }
        if (index.status() == IndexStatus.CREATING) {
            throw new InvalidRequest(
                    "Cannot read from backfilling global secondary index: " + index.name());
        }
        if (select == Select.ALL_ATTRIBUTES && index.projection() != ProjectionType.ALL) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not"
                            + " supported for global secondary index "
                            + index.name()
                            + " because its projection type is not ALL");
        }
        List<String> missing = notProjected(table, index);
        if (!missing.isEmpty()) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Global secondary index "
                            + index.name()
                            + " does not project "
                            + missing);
        }
    }

    private List<String> notProjected(Table table, Index index) {
        if (projection == null || index.projection() == ProjectionType.ALL) {
            return List.of();
        }
        List<String> keys = table.keys().namesWith(index.keys());
        return projection.paths().stream()
                .map(DocumentPath::attribute)
                .filter(name -> !keys.contains(name) && !index.included().contains(name))
                .toList();
    }

    /** Reads a page of a range of the table or the index. */
    Reading.Result read(
            Snapshot snapshot,
            ItemRows rows,
            Table table,
            @Nullable Index index,
            KeyRange range,
            Direction direction) {
        // Beyond what a local index projects, items have to be fetched from the table.
        boolean wholeItems =
                index == null
                        || select == Select.ALL_ATTRIBUTES
                        || !notProjected(table, index).isEmpty();
        return new Reading(
                        rows, table, index, range, direction, limit, wholeItems, consistent, filter)
                .read(snapshot);
    }

    /** The starting key of a request, or null of one that starts at the beginning. */
    static @Nullable Item startKey(boolean has, Map<String, AttributeValue> given) {
        try {
            return has ? AttributeValues.item(given) : null;
        } catch (InvalidRequest e) {
            throw new InvalidRequest(INVALID_START + ": " + e.text());
        }
    }

    /** Whether a starting key is one of the table or the index. */
    static void checkStartKey(Table table, @Nullable Index index, Item startKey) {
        List<String> names =
                index == null ? table.keys().names() : table.keys().namesWith(index.keys());
        if (startKey.attributes().size() != names.size()) {
            throw new InvalidRequest(
                    index == null
                            ? INVALID_START + ": The provided key element does not match the schema"
                            : INVALID_START);
        }
        try {
            ItemKeys.checkKey(table.keys(), startKey.only(table.keys().names()));
            if (index != null) {
                for (KeyAttribute attribute : index.keys().attributes()) {
                    Value value = startKey.get(attribute.name());
                    if (value == null || value.type() != attribute.type()) {
                        throw new InvalidRequest(
                                "The provided key element does not match the schema");
                    }
                }
            }
        } catch (InvalidRequest e) {
            throw new InvalidRequest(INVALID_START + ": " + e.text());
        }
    }

    /** What of a range comes after a starting key, which is checked. */
    static KeyRange from(
            KeyRange range,
            Table table,
            @Nullable Index index,
            Item startKey,
            Direction direction) {
        byte[] itemKey = Layout.itemKey(table.keys(), startKey);
        byte[] row = index == null ? itemKey : Layout.indexKey(index, startKey, itemKey);
        if (row == null) {
            throw new InvalidRequest(INVALID_START);
        }
        Key start = KeyRanges.prefix(table, index).followedBy(row);
        return direction == Direction.FORWARD ? range.after(start) : range.before(start);
    }
}
