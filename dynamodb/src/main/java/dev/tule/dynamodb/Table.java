package dev.tule.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table's description.
 *
 * @param number what its rows are kept under: unique in the shard and never given again
 * @param id the UUID that the API shows
 * @param throughput null of a table that is paid per request
 * @param timeToLive the attribute that says when an item expires, if any
 */
record Table(
        String name,
        long number,
        String id,
        Instant created,
        KeySchema keys,
        List<Index> indexes,
        @Nullable Throughput throughput,
        Map<String, String> tags,
        @Nullable String timeToLive,
        @Nullable String tableClass,
        boolean deletionProtected) {

    Table {
        indexes = List.copyOf(indexes);
        tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    Optional<Index> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    /** Every attribute that is a key of the table or an index, each once. */
    List<KeyAttribute> keyAttributes() {
        List<KeyAttribute> attributes = new ArrayList<>(keys.attributes());
        for (Index index : indexes) {
            for (KeyAttribute attribute : index.keys().attributes()) {
                if (!attributes.contains(attribute)) {
                    attributes.add(attribute);
                }
            }
        }
        return attributes;
    }

    Table withIndexes(List<Index> changed) {
        return new Table(
                name,
                number,
                id,
                created,
                keys,
                changed,
                throughput,
                tags,
                timeToLive,
                tableClass,
                deletionProtected);
    }

    /** This table with one index replaced by another of the same name. */
    Table withIndex(Index changed) {
        return withIndexes(
                indexes.stream()
                        .map(index -> index.name().equals(changed.name()) ? changed : index)
                        .toList());
    }

    Table withThroughput(@Nullable Throughput changed) {
        return new Table(
                name,
                number,
                id,
                created,
                keys,
                indexes,
                changed,
                tags,
                timeToLive,
                tableClass,
                deletionProtected);
    }

    Table withTags(Map<String, String> changed) {
        return new Table(
                name,
                number,
                id,
                created,
                keys,
                indexes,
                throughput,
                changed,
                timeToLive,
                tableClass,
                deletionProtected);
    }

    Table withTimeToLive(@Nullable String attribute) {
        return new Table(
                name,
                number,
                id,
                created,
                keys,
                indexes,
                throughput,
                tags,
                attribute,
                tableClass,
                deletionProtected);
    }

    Table withTableClass(@Nullable String changed) {
        return new Table(
                name,
                number,
                id,
                created,
                keys,
                indexes,
                throughput,
                tags,
                timeToLive,
                changed,
                deletionProtected);
    }

    Table withDeletionProtected(boolean changed) {
        return new Table(
                name,
                number,
                id,
                created,
                keys,
                indexes,
                throughput,
                tags,
                timeToLive,
                tableClass,
                changed);
    }
}
