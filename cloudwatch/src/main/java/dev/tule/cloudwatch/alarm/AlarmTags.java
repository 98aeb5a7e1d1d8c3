package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.resource.Faults;
import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/** Tags of alarms: {@code ("tags", alarm)} with keys and values. Safe for use by many threads. */
public final class AlarmTags {
    private static final int MOST = 50;
    private static final int MOST_KEY = 128;
    private static final int MOST_VALUE = 256;

    private final Place place;

    AlarmTags(Place place) {
        this.place = place;
    }

    /** The tags of an alarm that is made. */
    static void create(Transaction rows, String alarm, List<Tag> tags) {
        if (!tags.isEmpty()) {
            add(rows, alarm, tags);
        }
    }

    static void delete(Transaction rows, String alarm) {
        rows.delete(key(alarm));
    }

    private static Key key(String alarm) {
        return Key.of("tags", alarm);
    }

    private static NavigableMap<String, String> read(Snapshot rows, String alarm) {
        NavigableMap<String, String> tags = new TreeMap<>();
        rows.get(key(alarm))
                .map(row -> Key.ofBytes(row).elements())
                .ifPresent(
                        words -> {
                            for (int i = 0; i < words.size(); i += 2) {
                                tags.put((String) words.get(i), (String) words.get(i + 1));
                            }
                        });
        return tags;
    }

    private static void write(Transaction rows, String alarm, NavigableMap<String, String> tags) {
        if (tags.isEmpty()) {
            rows.delete(key(alarm));
            return;
        }
        List<Object> words = new ArrayList<>();
        tags.forEach((key, value) -> words.addAll(List.of(key, value)));
        rows.put(key(alarm), Key.of(words.toArray()).toBytes());
    }

    private static void add(Transaction rows, String alarm, List<Tag> added) {
        NavigableMap<String, String> tags = read(rows, alarm);
        for (Tag tag : added) {
            String key = tag.key();
            if (key == null || key.isEmpty() || key.length() > MOST_KEY || key.startsWith("aws:")) {
                throw Faults.invalidValue(String.valueOf(key), "Key");
            }
            String value = tag.value() == null ? "" : tag.value();
            if (value.length() > MOST_VALUE) {
                throw Faults.invalidValue(value, "Value");
            }
            tags.put(key, value);
        }
        if (tags.size() > MOST) {
            throw Faults.invalidValue("A resource has at most " + MOST + " tags.");
        }
        write(rows, alarm, tags);
    }

    /** The alarm of an ARN, which must be there: nothing else here has tags. */
    private String alarm(Snapshot rows, String arn) {
        String start = place.arn("alarm:");
        if (arn.startsWith(start)) {
            String name = arn.substring(start.length());
            if (AlarmRows.find(rows, name).isPresent()) {
                return name;
            }
        }
        throw ResourceNotFoundException.builder()
                .message("The resource " + arn + " does not exist.")
                .build();
    }

    TagResourceResponse tag(TagResourceRequest request) {
        place.change(rows -> add(rows, alarm(rows, request.resourceARN()), request.tags()));
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        place.change(
                rows -> {
                    String alarm = alarm(rows, request.resourceARN());
                    NavigableMap<String, String> tags = read(rows, alarm);
                    tags.keySet().removeAll(List.copyOf(request.tagKeys()));
                    write(rows, alarm, tags);
                });
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        NavigableMap<String, String> tags =
                place.read(rows -> read(rows, alarm(rows, request.resourceARN())));
        return ListTagsForResourceResponse.builder()
                .tags(
                        tags.entrySet().stream()
                                .map(
                                        tag ->
                                                Tag.builder()
                                                        .key(tag.getKey())
                                                        .value(tag.getValue())
                                                        .build())
                                .toList())
                .build();
    }
}
