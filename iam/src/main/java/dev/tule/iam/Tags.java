package dev.tule.iam;

import dev.tule.iam.Identity.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags of users and roles. Safe for use by many threads. */
final class Tags {
    private final Context context;

    Tags(Context context) {
        this.context = context;
    }

    static Map<String, String> of(List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Tag tag : tags) {
            if (tag.key() == null || tag.value() == null) {
                throw Faults.invalid("A tag has a key and a value.");
            }
            if (map.put(tag.key(), tag.value()) != null) {
                throw Faults.invalid("Duplicate tag keys found: " + tag.key());
            }
        }
        return Names.tags(map);
    }

    /**
     * Tags with more of them, which replace those of the same keys.
     *
     * @throws software.amazon.awssdk.services.iam.model.LimitExceededException when they are too
     *     many together
     */
    static Map<String, String> with(Map<String, String> tags, Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(added);
        return Names.tags(all);
    }

    static Map<String, String> without(Map<String, String> tags, List<String> keys) {
        Map<String, String> left = new LinkedHashMap<>(tags);
        keys.forEach(left::remove);
        return left;
    }

    static List<Tag> toSdk(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    void add(Kind kind, String name, List<Tag> added) {
        Map<String, String> more = of(added);
        context.change(
                rows -> {
                    Identity identity = context.identities().require(rows, kind, name);
                    context.identities()
                            .change(rows, identity.withTags(with(identity.tags(), more)));
                });
    }

    void remove(Kind kind, String name, List<String> keys) {
        context.change(
                rows -> {
                    Identity identity = context.identities().require(rows, kind, name);
                    context.identities()
                            .change(rows, identity.withTags(without(identity.tags(), keys)));
                });
    }

    List<Tag> list(Kind kind, String name) {
        return context.read(rows -> toSdk(context.identities().require(rows, kind, name).tags()));
    }
}
