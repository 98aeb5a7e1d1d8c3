package dev.tule.rds.resource;

import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Tags of anything that has an ARN (RDS User Guide, "Tagging Amazon RDS resources").
 *
 * <pre>
 * tags, ARN -> name, value, name, value, ...
 * </pre>
 */
public final class Tags {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_VALUE = 256;

    private Tags() {}

    private static Key key(String arn) {
        return Key.of("tags", arn);
    }

    public static List<Tag> of(Snapshot rows, String arn) {
        List<Tag> tags = new ArrayList<>();
        List<Object> fields =
                rows.get(key(arn)).map(v -> Key.ofBytes(v).elements()).orElse(List.of());
        for (int i = 0; i < fields.size(); i += 2) {
            tags.add(tag((String) fields.get(i), (String) fields.get(i + 1)));
        }
        return tags;
    }

    private static Tag tag(String name, String value) {
        return Tag.builder().key(name).value(value).build();
    }

    /** Sets tags beside those that are there. */
    public static void add(Transaction rows, String arn, List<Tag> added) {
        if (added.isEmpty()) {
            return;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        of(rows, arn).forEach(tag -> tags.put(tag.key(), tag.value()));
        for (Tag tag : added) {
            check(tag);
            tags.put(tag.key(), tag.value() == null ? "" : tag.value());
        }
        if (tags.size() > MOST) {
            throw Faults.invalid("A resource has at most %d tags.".formatted(MOST));
        }
        write(rows, arn, tags);
    }

    private static void check(Tag tag) {
        String name = tag.key();
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Faults.invalid(
                    "A tag's key has 1 to %d characters: %s".formatted(LONGEST_NAME, name));
        }
        if (name.startsWith("aws:") || name.startsWith("rds:")) {
            throw Faults.invalid("A tag's key must not begin with aws: or rds: - " + name);
        }
        if (tag.value() != null && tag.value().length() > LONGEST_VALUE) {
            throw Faults.invalid(
                    "A tag's value has at most %d characters: %s".formatted(LONGEST_VALUE, name));
        }
    }

    public static void remove(Transaction rows, String arn, List<String> names) {
        Map<String, String> tags = new LinkedHashMap<>();
        of(rows, arn).forEach(tag -> tags.put(tag.key(), tag.value()));
        names.forEach(tags::remove);
        write(rows, arn, tags);
    }

    /** What is deleted has no tags any more. */
    public static void clear(Transaction rows, String arn) {
        rows.delete(key(arn));
    }

    private static void write(Transaction rows, String arn, Map<String, String> tags) {
        List<Object> fields = new ArrayList<>();
        tags.forEach(
                (name, value) -> {
                    fields.add(name);
                    fields.add(value);
                });
        rows.put(key(arn), Key.of(fields.toArray()).toBytes());
    }
}
