package dev.tule.ec2.resource;

import dev.tule.aws.AwsCall;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The rows of tags: {@code ("tag", resource, key)} with the value. */
public final class TagRows {
    private static final int MOST_TAGS = 50;
    private static final int MOST_KEY = 128;
    private static final int MOST_VALUE = 256;

    private TagRows() {}

    /** A resource's tags, by key. */
    public static Map<String, String> of(Snapshot rows, String id) {
        return read(rows, Key.of("tag", id)).getOrDefault(id, new TreeMap<>());
    }

    /** All tags, by resource and key. */
    public static Map<String, Map<String, String>> all(Snapshot rows) {
        return read(rows, Key.of("tag"));
    }

    private static Map<String, Map<String, String>> read(Snapshot rows, Key prefix) {
        Map<String, Map<String, String>> all = new HashMap<>();
        for (Page.Entry entry : Table.entries(rows, KeyRange.within(prefix))) {
            List<Object> words = entry.key().elements();
            all.computeIfAbsent((String) words.get(1), _ -> new TreeMap<>())
                    .put((String) words.get(2), new String(entry.value(), StandardCharsets.UTF_8));
        }
        return all;
    }

    /** As the SDK has them. */
    public static List<Tag> models(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Adds tags to a resource, or changes their values. */
    public static void put(Transaction rows, String id, Collection<Tag> tags) {
        for (Tag tag : tags) {
            rows.put(
                    Key.of("tag", id, checkedKey(tag)),
                    checkedValue(tag).getBytes(StandardCharsets.UTF_8));
        }
        if (of(rows, id).size() > MOST_TAGS) {
            throw Faults.of(
                    "TagLimitExceeded",
                    "The maximum number of tags for a resource has been reached.");
        }
    }

    /** Adds a tag that only this cloud gives: its key begins with {@code aws:}. */
    public static void mark(Transaction rows, String id, String key, String value) {
        rows.put(Key.of("tag", id, key), value.getBytes(StandardCharsets.UTF_8));
    }

    private static String checkedKey(Tag tag) {
        String key = tag.key();
        if (key == null || key.isEmpty()) {
            throw Faults.invalidValue("Tag key cannot be null or empty");
        }
        if (key.length() > MOST_KEY) {
            throw Faults.invalidValue("Tag key exceeds the maximum length of 128 characters");
        }
        // Not for clients: services of this cloud call without a request of the front door.
        if (key.startsWith("aws:") && AwsCall.CURRENT.isBound()) {
            throw Faults.invalidValue(
                    "Tag keys starting with 'aws:' are reserved for internal use");
        }
        return key;
    }

    private static String checkedValue(Tag tag) {
        String value = tag.value() == null ? "" : tag.value();
        if (value.length() > MOST_VALUE) {
            throw Faults.invalidValue("Tag value exceeds the maximum length of 256 characters");
        }
        return value;
    }

    static void delete(Transaction rows, String id, String key) {
        rows.delete(Key.of("tag", id, key));
    }

    /** Removes a tag, if it has this value; whatever value if null. */
    public static void delete(
            Transaction rows,
            String id,
            String key,
            @org.jspecify.annotations.Nullable String value) {
        if (value == null || value.equals(of(rows, id).get(key))) {
            delete(rows, id, key);
        }
    }

    public static void clear(Transaction rows, String id) {
        rows.clear(KeyRange.within(Key.of("tag", id)));
    }

    /**
     * The tags that a request gives to a new resource of a kind.
     *
     * @param allowed the kinds that the action creates
     */
    public static List<Tag> asked(
            List<TagSpecification> specifications, Kind kind, Collection<Kind> allowed) {
        for (TagSpecification specification : specifications) {
            String type = specification.resourceTypeAsString();
            if (type == null || allowed.stream().noneMatch(each -> each.tagType().equals(type))) {
                throw Faults.invalidValue(
                        "'" + type + "' is not a valid taggable resource type for this operation.");
            }
        }
        return specifications.stream()
                .filter(each -> kind.tagType().equals(each.resourceTypeAsString()))
                .flatMap(each -> each.tags().stream())
                .toList();
    }

    /** The tags that a request gives to the one kind of resource that it creates. */
    public static List<Tag> asked(List<TagSpecification> specifications, Kind kind) {
        return asked(specifications, kind, List.of(kind));
    }
}
