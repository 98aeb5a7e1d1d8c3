package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * A secondary index.
 *
 * @param number what its rows are kept under; unique within the table, never 0
 * @param global whether it is global rather than local
 * @param included the further attributes of an INCLUDE projection
 */
record Index(
        String name,
        int number,
        boolean global,
        KeySchema keys,
        ProjectionType projection,
        List<String> included,
        IndexStatus status,
        @Nullable Throughput throughput) {

    Index {
        included = List.copyOf(included);
    }

    /** What of an item the index has. */
    Item projected(Item item, KeySchema tableKeys) {
        if (projection == ProjectionType.ALL) {
            return item;
        }
        List<String> names = new ArrayList<>(tableKeys.namesWith(keys));
        names.addAll(included);
        return item.only(names);
    }

    Index withStatus(IndexStatus status) {
        return new Index(name, number, global, keys, projection, included, status, throughput);
    }

    Index withThroughput(@Nullable Throughput throughput) {
        return new Index(name, number, global, keys, projection, included, status, throughput);
    }
}
