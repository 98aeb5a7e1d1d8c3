package dev.tule.ec2.resource;

import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The tags of all resources at one point in time, for a Describe action. Immutable. */
public final class Tagged {
    private final Map<String, Map<String, String>> tags;

    private Tagged(Map<String, Map<String, String>> tags) {
        this.tags = tags;
    }

    public static Tagged read(Snapshot rows) {
        return new Tagged(TagRows.all(rows));
    }

    /** By key. */
    public Map<String, String> of(String id) {
        return tags.getOrDefault(id, Map.of());
    }

    /** As the SDK has them. */
    public List<Tag> models(String id) {
        return TagRows.models(of(id));
    }
}
