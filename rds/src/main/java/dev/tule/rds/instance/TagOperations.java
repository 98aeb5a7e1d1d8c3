package dev.tule.rds.instance;

import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Tags;
import dev.tule.rds.snapshot.Snapshots;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** Tags of whatever has an ARN. Safe for use by many threads. */
public final class TagOperations {
    private static final Set<String> OTHERS = Set.of("es", "og", "pg", "secgrp", "subgrp");

    private final Place place;
    private final Instances instances;
    private final Snapshots snapshots;

    public TagOperations(Place place, Instances instances, Snapshots snapshots) {
        this.place = place;
        this.instances = instances;
        this.snapshots = snapshots;
    }

    public void add(AddTagsToResourceRequest request) {
        place.change(rows -> Tags.add(rows, known(rows, request.resourceName()), request.tags()));
    }

    public void remove(RemoveTagsFromResourceRequest request) {
        place.change(
                rows -> Tags.remove(rows, known(rows, request.resourceName()), request.tagKeys()));
    }

    public List<Tag> list(ListTagsForResourceRequest request) {
        return place.read(rows -> Tags.of(rows, known(rows, request.resourceName())));
    }

    /** An ARN of this account and region, of something that is there. */
    private String known(Snapshot rows, @Nullable String given) {
        String arn = Names.required("ResourceName", given);
        String[] parts = arn.split(":", 7);
        boolean ours = parts.length == 7 && arn.startsWith(place.arn(parts[5], ""));
        if (!ours) {
            throw Faults.invalid("Invalid resource name: " + arn);
        }
        switch (parts[5]) {
            case "db" -> instances.required(rows, parts[6]);
            case "snapshot" -> snapshots.required(rows, parts[6]);
            default -> {
                if (!OTHERS.contains(parts[5])) {
                    throw Faults.invalid("Invalid resource name: " + arn);
                }
            }
        }
        return arn;
    }
}
