package dev.tule.acm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.acm.model.Tag;

/** Tags of certificates. */
final class Tags {
    private static final int MOST = 50;

    private Tags() {}

    static Map<String, String> of(List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Tag tag : tags) {
            if (tag.key().startsWith("aws:")) {
                throw Faults.invalidTag("Tag keys that begin with aws: are AWS's own.");
            }
            if (map.put(tag.key(), tag.value() == null ? "" : tag.value()) != null) {
                throw Faults.invalidTag("The tag key " + tag.key() + " is there twice.");
            }
        }
        return limited(map);
    }

    static Map<String, String> with(Map<String, String> tags, List<Tag> added) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(of(added));
        return limited(all);
    }

    private static Map<String, String> limited(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw Faults.tooManyTags(MOST);
        }
        return tags;
    }

    /** A tag that is given with a value goes only if it has that. */
    static Map<String, String> without(Map<String, String> tags, List<Tag> removed) {
        Map<String, String> left = new LinkedHashMap<>(tags);
        for (Tag tag : removed) {
            if (tag.value() == null) {
                left.remove(tag.key());
            } else {
                left.remove(tag.key(), tag.value());
            }
        }
        return left;
    }

    static List<Tag> toSdk(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
