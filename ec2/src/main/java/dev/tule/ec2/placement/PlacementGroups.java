package dev.tule.ec2.placement;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreatePlacementGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreatePlacementGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeletePlacementGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeletePlacementGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribePlacementGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePlacementGroupsResponse;
import software.amazon.awssdk.services.ec2.model.PlacementGroup;
import software.amazon.awssdk.services.ec2.model.PlacementStrategy;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Placement groups. Safe for use by many threads. */
public final class PlacementGroups {
    private static final Table<PlacementGroup> ROWS =
            new Table<>(Kind.PLACEMENT_GROUP, PlacementGroup.class, PlacementGroup::builder);
    private static final int LONGEST_NAME = 255;
    private static final Filters<PlacementGroup> FILTERS =
            Filters.of(PlacementGroup.builder(), PlacementGroup.class)
                    .onMembers("group-name", "group-arn", "spread-level", "state", "strategy");

    private final Place place;
    private final BiPredicate<Snapshot, String> inUse;

    /**
     * @param inUse whether there are instances in a group, by its name
     */
    public PlacementGroups(Place place, BiPredicate<Snapshot, String> inUse) {
        this.place = place;
        this.inUse = inUse;
    }

    /** The group that a launch names: by its name, or else by its identifier; empty for none. */
    public static Optional<PlacementGroup> asked(
            Snapshot rows, @Nullable String name, @Nullable String id) {
        if (id != null && !id.isEmpty()) {
            return Optional.of(ROWS.find(rows, id).orElseThrow(() -> unknown(id)));
        }
        return name == null || name.isEmpty() ? Optional.empty() : Optional.of(named(rows, name));
    }

    /**
     * How many instances of a group this host has room for: each of those that are to be spread
     * stands on hardware of its own, and this host is one piece.
     */
    public static int room(PlacementGroup group) {
        return group.strategy() == PlacementStrategy.SPREAD ? 1 : Integer.MAX_VALUE;
    }

    private static PlacementGroup named(Snapshot rows, String name) {
        return find(rows, name).orElseThrow(() -> unknown(name));
    }

    private static Optional<PlacementGroup> find(Snapshot rows, String name) {
        return ROWS.all(rows).values().stream()
                .filter(group -> group.groupName().equals(name))
                .findFirst();
    }

    private static RuntimeException unknown(String name) {
        return Faults.of(
                "InvalidPlacementGroup.Unknown",
                "The Placement Group '%s' is unknown.".formatted(name));
    }

    CreatePlacementGroupResponse create(CreatePlacementGroupRequest request) {
        String name = Faults.require(request.groupName(), "GroupName");
        if (name.length() > LONGEST_NAME) {
            throw Faults.invalidValue("A group's name has at most 255 characters");
        }
        PlacementStrategy strategy =
                Objects.requireNonNullElse(request.strategy(), PlacementStrategy.CLUSTER);
        if (strategy == PlacementStrategy.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalidValue(request.strategyAsString(), "strategy", "Unknown strategy");
        }
        if (strategy == PlacementStrategy.PARTITION
                && Objects.requireNonNullElse(request.partitionCount(), 1) > 1) {
            throw Faults.notImplemented("More than one partition on one host");
        }
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.PLACEMENT_GROUP);
        String id = place.newId(Kind.PLACEMENT_GROUP);
        PlacementGroup.Builder row =
                PlacementGroup.builder()
                        .groupId(id)
                        .groupName(name)
                        .groupArn(place.arn("placement-group/" + name))
                        .strategy(strategy)
                        .state("available");
        if (strategy == PlacementStrategy.PARTITION) {
            row.partitionCount(1);
        }
        if (strategy == PlacementStrategy.SPREAD) {
            row.spreadLevel(request.spreadLevel() == null ? "rack" : request.spreadLevelAsString());
        }
        place.change(
                rows -> {
                    if (find(rows, name).isPresent()) {
                        throw Faults.of(
                                "InvalidPlacementGroup.Duplicate",
                                "The Placement Group '%s' already exists.".formatted(name));
                    }
                    ROWS.put(rows, id, row.build());
                    TagRows.put(rows, id, tags);
                });
        return CreatePlacementGroupResponse.builder()
                .placementGroup(row.tags(tags).build())
                .build();
    }

    DescribePlacementGroupsResponse describe(DescribePlacementGroupsRequest request) {
        return place.read(
                rows -> {
                    request.groupNames().forEach(name -> named(rows, name));
                    request.groupIds().forEach(id -> asked(rows, null, id));
                    Tagged tags = Tagged.read(rows);
                    List<PlacementGroup> found =
                            ROWS.all(rows).values().stream()
                                    .filter(each -> isAsked(request, each))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    each -> tags.of(each.groupId())))
                                    .map(
                                            each ->
                                                    each.toBuilder()
                                                            .tags(tags.models(each.groupId()))
                                                            .build())
                                    .toList();
                    return DescribePlacementGroupsResponse.builder().placementGroups(found).build();
                });
    }

    private static boolean isAsked(DescribePlacementGroupsRequest request, PlacementGroup group) {
        boolean all = request.groupNames().isEmpty() && request.groupIds().isEmpty();
        return all
                || request.groupNames().contains(group.groupName())
                || request.groupIds().contains(group.groupId());
    }

    DeletePlacementGroupResponse delete(DeletePlacementGroupRequest request) {
        String name = Faults.require(request.groupName(), "GroupName");
        place.change(
                rows -> {
                    PlacementGroup group = named(rows, name);
                    if (inUse.test(rows, name)) {
                        throw Faults.of(
                                "InvalidPlacementGroup.InUse",
                                "The Placement Group '%s' is in use and may not be deleted."
                                        .formatted(name));
                    }
                    ROWS.delete(rows, group.groupId());
                });
        return DeletePlacementGroupResponse.builder().build();
    }
}
