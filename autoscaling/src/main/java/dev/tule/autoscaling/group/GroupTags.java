package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** Tags of groups, which go on to machines that are launched from now on. */
public final class GroupTags {
    private static final String TYPE = "auto-scaling-group";
    private static final int MOST = 50;

    private final Book book;
    private final Place place;

    public GroupTags(Book book) {
        this.book = book;
        this.place = book.place();
    }

    /** The tags of a new group. */
    static List<TagDescription> of(String group, List<Tag> tags) {
        return merged(List.of(), tags.stream().map(tag -> description(group, tag)).toList());
    }

    private static TagDescription description(String group, Tag tag) {
        if (tag.key().startsWith("aws:")) {
            throw Faults.invalid("Tag keys starting with 'aws:' are reserved for internal use");
        }
        return TagDescription.builder()
                .resourceId(group)
                .resourceType(TYPE)
                .key(tag.key())
                .value(Objects.requireNonNullElse(tag.value(), ""))
                .propagateAtLaunch(Boolean.TRUE.equals(tag.propagateAtLaunch()))
                .build();
    }

    private static List<TagDescription> merged(
            List<TagDescription> before, List<TagDescription> changes) {
        List<TagDescription> tags = new ArrayList<>(before);
        for (TagDescription change : changes) {
            tags.removeIf(tag -> tag.key().equals(change.key()));
            tags.add(change);
        }
        if (tags.size() > MOST) {
            throw Faults.limit("A group has at most " + MOST + " tags.");
        }
        return tags;
    }

    CreateOrUpdateTagsResponse put(CreateOrUpdateTagsRequest request) {
        place.change(
                rows -> {
                    for (Tag tag : request.tags()) {
                        Group group = book.get(rows, String.valueOf(tag.resourceId()));
                        List<TagDescription> tags =
                                merged(
                                        group.spec().tags(),
                                        List.of(description(group.name(), tag)));
                        book.put(rows, group.with(group.spec().toBuilder().tags(tags).build()));
                    }
                });
        return CreateOrUpdateTagsResponse.builder().build();
    }

    DeleteTagsResponse delete(DeleteTagsRequest request) {
        place.change(
                rows -> {
                    for (Tag tag : request.tags()) {
                        Group group = book.get(rows, String.valueOf(tag.resourceId()));
                        List<TagDescription> tags = new ArrayList<>(group.spec().tags());
                        tags.removeIf(each -> each.key().equals(tag.key()));
                        book.put(rows, group.with(group.spec().toBuilder().tags(tags).build()));
                    }
                });
        return DeleteTagsResponse.builder().build();
    }

    DescribeTagsResponse describe(DescribeTagsRequest request) {
        List<TagDescription> found =
                place.read(rows -> book.groups(rows)).stream()
                        .flatMap(group -> group.spec().tags().stream())
                        .filter(tag -> request.filters().stream().allMatch(f -> matches(tag, f)))
                        .toList();
        Listing<TagDescription> page =
                Listing.of(
                        found,
                        tag -> tag.resourceId() + "/" + tag.key(),
                        request.maxRecords(),
                        request.nextToken());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(TagDescription tag, Filter filter) {
        return switch (filter.name()) {
            case "auto-scaling-group" -> filter.values().contains(tag.resourceId());
            case "key" -> filter.values().contains(tag.key());
            case "value" -> filter.values().contains(tag.value());
            case "propagate-at-launch" ->
                    filter.values().contains(String.valueOf(tag.propagateAtLaunch()));
            default ->
                    throw Faults.invalid(
                            "Filter type " + filter.name() + " is not valid for this action.");
        };
    }
}
