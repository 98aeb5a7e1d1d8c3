package dev.tule.autoscaling.warm;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.DeleteWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.PutWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.PutWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolState;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolStatus;

/**
 * Warm pools as they are asked to be. The loop ({@link dev.tule.autoscaling.life}) fills them. Safe
 * for use by many threads.
 */
public final class WarmPools {
    /** As a greatest capacity: as many as the group's own. */
    private static final int AS_THE_GROUP = -1;

    private final Book book;
    private final Place place;
    private final Function<Member, Instance> described;
    private final Consumer<String> wake;

    /**
     * @param described a member as the API describes it
     * @param wake lets a group be brought on soon
     */
    public WarmPools(Book book, Function<Member, Instance> described, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.described = described;
        this.wake = wake;
    }

    PutWarmPoolResponse put(PutWarmPoolRequest request) {
        if (request.poolState() == WarmPoolState.HIBERNATED) {
            throw Faults.notImplemented("PoolState Hibernated of a warm pool");
        }
        if (request.poolState() == WarmPoolState.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalid("Invalid PoolState " + request.poolStateAsString());
        }
        Integer most = request.maxGroupPreparedCapacity();
        int least = Objects.requireNonNullElse(request.minSize(), 0);
        if (least < 0 || (most != null && most < AS_THE_GROUP)) {
            throw Faults.invalid("Sizes of a warm pool must not be negative");
        }
        String name = request.autoScalingGroupName();
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    if (group.deleting()) {
                        throw Faults.scaling("AutoScalingGroup " + name + " is being deleted");
                    }
                    WarmPoolConfiguration before = group.spec().warmPoolConfiguration();
                    if (before != null && before.status() != null) {
                        throw Faults.invalid(
                                "The warm pool of AutoScalingGroup " + name + " is being deleted");
                    }
                    WarmPoolConfiguration pool =
                            WarmPoolConfiguration.builder()
                                    .maxGroupPreparedCapacity(
                                            most == null || most == AS_THE_GROUP ? null : most)
                                    .minSize(least)
                                    .poolState(
                                            Objects.requireNonNullElse(
                                                    request.poolState(), WarmPoolState.STOPPED))
                                    .instanceReusePolicy(request.instanceReusePolicy())
                                    .build();
                    book.put(rows, with(group, pool));
                });
        wake.accept(name);
        return PutWarmPoolResponse.builder().build();
    }

    private static Group with(Group group, @Nullable WarmPoolConfiguration pool) {
        return group.with(group.spec().toBuilder().warmPoolConfiguration(pool).build());
    }

    DescribeWarmPoolResponse describe(DescribeWarmPoolRequest request) {
        String name = request.autoScalingGroupName();
        Group group = place.read(rows -> book.get(rows, name));
        List<Instance> machines =
                place.read(rows -> book.warm(rows, name)).stream()
                        .filter(member -> !member.instance().isEmpty())
                        .map(described)
                        .toList();
        Listing<Instance> page =
                Listing.of(
                        machines, Instance::instanceId, request.maxRecords(), request.nextToken());
        return DescribeWarmPoolResponse.builder()
                .warmPoolConfiguration(group.spec().warmPoolConfiguration())
                .instances(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** With machines in it, only by force; it is there until they have ended. */
    DeleteWarmPoolResponse delete(DeleteWarmPoolRequest request) {
        String name = request.autoScalingGroupName();
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    WarmPoolConfiguration pool = group.spec().warmPoolConfiguration();
                    if (pool == null) {
                        throw Faults.invalid("No warm pool found for AutoScalingGroup " + name);
                    }
                    boolean empty = book.warm(rows, name).isEmpty();
                    if (!empty && !Boolean.TRUE.equals(request.forceDelete())) {
                        throw Faults.inUse(
                                "You cannot delete a warm pool while there are instances still in it.");
                    }
                    book.put(
                            rows,
                            with(
                                    group,
                                    empty
                                            ? null
                                            : pool.toBuilder()
                                                    .status(WarmPoolStatus.PENDING_DELETE)
                                                    .build()));
                });
        wake.accept(name);
        return DeleteWarmPoolResponse.builder().build();
    }
}
