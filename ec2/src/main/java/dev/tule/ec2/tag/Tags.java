package dev.tule.ec2.tag;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Tags of resources that exist. Safe for use by many threads. */
public final class Tags {
    private static final Filters<TagDescription> FILTERS =
            Filters.of(TagDescription.builder(), TagDescription.class)
                    .onMembers("key", "value", "resource-id", "resource-type");
    private static final int MOST_RESOURCES = 1000;

    private final Place place;

    public Tags(Place place) {
        this.place = place;
    }

    CreateTagsResponse create(CreateTagsRequest request) {
        Set<String> resources = resources(request.resources());
        if (request.tags().isEmpty()) {
            throw Faults.missing("TagSet");
        }
        return place.transact(
                rows -> {
                    for (String id : resources) {
                        requireExisting(rows, id);
                        TagRows.put(rows, id, request.tags());
                    }
                    return CreateTagsResponse.builder().build();
                });
    }

    /** Without tags, all of a resource's go. A resource that is gone has none left. */
    DeleteTagsResponse delete(DeleteTagsRequest request) {
        Set<String> resources = resources(request.resources());
        return place.transact(
                rows -> {
                    for (String id : resources) {
                        if (request.tags().isEmpty()) {
                            TagRows.clear(rows, id);
                        }
                        for (Tag tag : request.tags()) {
                            String key = Faults.require(tag.key(), "Tag.Key");
                            TagRows.delete(rows, id, key, tag.value());
                        }
                    }
                    return DeleteTagsResponse.builder().build();
                });
    }

    private static Set<String> resources(List<String> ids) {
        if (ids.isEmpty()) {
            throw Faults.missing("ResourceIdSet");
        }
        if (ids.size() > MOST_RESOURCES) {
            throw Faults.invalidValue("At most " + MOST_RESOURCES + " resources can be tagged");
        }
        return Set.copyOf(ids);
    }

    private static void requireExisting(Snapshot rows, String id) {
        Kind kind =
                Kind.of(id)
                        .orElseThrow(
                                () ->
                                        Faults.of(
                                                "InvalidID",
                                                "The ID '%s' is not valid".formatted(id)));
        if (!Table.exists(rows, kind, id)) {
            throw kind.notFound(id);
        }
    }

    DescribeTagsResponse describe(DescribeTagsRequest request) {
        List<TagDescription> found =
                place.read(TagRows::all).entrySet().stream()
                        .flatMap(
                                resource ->
                                        resource.getValue().entrySet().stream()
                                                .map(tag -> description(resource.getKey(), tag)))
                        .filter(FILTERS.asked(request.filters(), Tags::asMap))
                        .sorted(Comparator.comparing(Tags::order))
                        .toList();
        Listing<TagDescription> page =
                Listing.of(found, Tags::order, request.maxResults(), request.nextToken());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Map<String, String> asMap(TagDescription tag) {
        return Map.of(tag.key(), tag.value());
    }

    private static String order(TagDescription tag) {
        return tag.resourceId() + "\0" + tag.key();
    }

    private static TagDescription description(String id, Map.Entry<String, String> tag) {
        return TagDescription.builder()
                .resourceId(id)
                .resourceType(Kind.of(id).map(Kind::tagType).orElse(null))
                .key(tag.getKey())
                .value(tag.getValue())
                .build();
    }
}
