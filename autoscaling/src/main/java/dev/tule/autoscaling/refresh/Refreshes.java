package dev.tule.autoscaling.refresh;

import dev.tule.autoscaling.configuration.LaunchRequests;
import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Causes;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Owner;
import dev.tule.autoscaling.life.Phase;
import dev.tule.autoscaling.refresh.Refresh.Launched;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.ActiveInstanceRefreshNotFoundException;
import software.amazon.awssdk.services.autoscaling.model.CancelInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.CancelInstanceRefreshResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesResponse;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshInProgressException;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.IrreversibleInstanceRefreshException;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.RefreshPreferences;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshResponse;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshResponse;

/**
 * Refreshes of groups: {@code ("refresh", group, start, id)}. All that they do is in one
 * transaction over rows: members are dismissed, and the loop replaces them. Safe for use by many
 * threads.
 */
public final class Refreshes {
    private static final String TABLE = "refresh";
    private static final int MOST_KEPT = 50;

    /** So long nothing may come on before it has failed. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Book book;
    private final Place place;
    private final LaunchRequests launches;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public Refreshes(Book book, LaunchRequests launches, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.launches = launches;
        this.wake = wake;
    }

    StartInstanceRefreshResponse start(StartInstanceRefreshRequest request) {
        String name = request.autoScalingGroupName();
        Preferences.refuse(request);
        LaunchTemplateSpecification wanted =
                request.desiredConfiguration() == null
                        ? null
                        : request.desiredConfiguration().launchTemplate();
        Group seen = place.read(rows -> book.get(rows, name));
        Group next =
                wanted == null
                        ? seen
                        : seen.with(Preferences.launching(wanted, launches).of(seen.spec()));
        Member.Source source = launches.source(next);
        Launched now =
                new Launched(
                        source.configuration(),
                        source.templateId(),
                        source.template(),
                        source.version());
        String id = place.newId();
        place.change(rows -> start(rows, request, new Start(id, wanted == null, now)));
        wake.accept(name);
        return StartInstanceRefreshResponse.builder().instanceRefreshId(id).build();
    }

    /**
     * What a refresh begins with.
     *
     * @param asItIs whether the group launches from what it did before
     * @param source what it launches from now, with the version's number
     */
    private record Start(String id, boolean asItIs, Launched source) {}

    private void start(Transaction rows, StartInstanceRefreshRequest request, Start start) {
        Group group = book.get(rows, request.autoScalingGroupName());
        if (group.deleting()) {
            throw Faults.scaling("AutoScalingGroup " + group.name() + " is being deleted");
        }
        if (active(rows, group.name()).isPresent()) {
            throw InstanceRefreshInProgressException.builder()
                    .message("An Instance Refresh is already in progress and blocks the execution.")
                    .build();
        }
        Launched before = start.asItIs ? Launched.NOTHING : Launched.by(group);
        RefreshPreferences preferences = Preferences.of(request.preferences(), group, before);
        Instant now = place.now();
        List<String> old =
                book.members(rows, group.name()).stream()
                        .filter(member -> !member.phase().ending())
                        .filter(
                                member ->
                                        !preferences.skipMatching()
                                                || !start.source.isSourceOf(member))
                        .filter(member -> Preferences.concerns(preferences, member))
                        .map(Member::token)
                        .toList();
        replaceWarm(rows, group, preferences, start);
        InstanceRefresh told =
                InstanceRefresh.builder()
                        .instanceRefreshId(start.id)
                        .autoScalingGroupName(group.name())
                        .status(InstanceRefreshStatus.PENDING)
                        .startTime(now)
                        .percentageComplete(0)
                        .instancesToUpdate(old.size())
                        .preferences(preferences)
                        .desiredConfiguration(request.desiredConfiguration())
                        .strategy("Rolling")
                        .build();
        if (!start.asItIs) {
            book.put(rows, group.with(start.source.of(group.spec())));
        }
        put(rows, new Refresh(told, before, old, old.size(), 0, Instant.EPOCH, now, Instant.EPOCH));
        forgetOld(rows, group.name());
    }

    /** Those of the warm pool serve nobody: all go at once, and the loop prepares others. */
    private void replaceWarm(
            Transaction rows, Group group, RefreshPreferences preferences, Start start) {
        String cause =
                Causes.at(
                        place.now(),
                        "an instance was taken out of the warm pool in response to an instance refresh.");
        book.warm(rows, group.name()).stream()
                .filter(member -> !member.phase().ending())
                .filter(member -> !preferences.skipMatching() || !start.source.isSourceOf(member))
                .forEach(member -> Owner.dismiss(book, rows, group.name(), member, cause));
    }

    private static void put(Transaction rows, Refresh refresh) {
        InstanceRefresh told = refresh.told();
        rows.put(
                Key.of(
                        TABLE,
                        told.autoScalingGroupName(),
                        told.startTime().toEpochMilli(),
                        told.instanceRefreshId()),
                refresh.row());
    }

    private static void forgetOld(Transaction rows, String group) {
        List<Page.Entry> all = rows.entries(Key.of(TABLE, group)).toList();
        all.subList(0, Math.max(0, all.size() - MOST_KEPT))
                .forEach(entry -> rows.delete(entry.key()));
    }

    private static List<Refresh> all(Snapshot rows, String group) {
        return rows.entries(Key.of(TABLE, group))
                .map(entry -> Refresh.read(entry.value()))
                .toList();
    }

    private static Optional<Refresh> active(Snapshot rows, String group) {
        return all(rows, group).stream().filter(Refresh::isActive).findFirst();
    }

    private Refresh getActive(Snapshot rows, String group) {
        book.get(rows, group);
        return active(rows, group)
                .orElseThrow(
                        () ->
                                ActiveInstanceRefreshNotFoundException.builder()
                                        .message(
                                                "No in progress or pending Instance Refresh found for Auto Scaling group "
                                                        + group)
                                        .build());
    }

    DescribeInstanceRefreshesResponse describe(DescribeInstanceRefreshesRequest request) {
        String group = request.autoScalingGroupName();
        List<InstanceRefresh> found =
                place
                        .read(
                                rows -> {
                                    book.get(rows, group);
                                    return all(rows, group);
                                })
                        .stream()
                        .map(Refresh::told)
                        .filter(
                                each ->
                                        request.instanceRefreshIds().isEmpty()
                                                || request.instanceRefreshIds()
                                                        .contains(each.instanceRefreshId()))
                        .toList();
        Listing<InstanceRefresh> page =
                Listing.of(
                        found,
                        each ->
                                "%016x-%s"
                                        .formatted(
                                                Long.MAX_VALUE - each.startTime().toEpochMilli(),
                                                each.instanceRefreshId()),
                        request.maxRecords(),
                        request.nextToken());
        return DescribeInstanceRefreshesResponse.builder()
                .instanceRefreshes(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** The group launches again from what it did before; what was replaced stays as it is. */
    CancelInstanceRefreshResponse cancel(CancelInstanceRefreshRequest request) {
        String name = request.autoScalingGroupName();
        String id =
                place.transact(
                        rows -> {
                            Refresh refresh = getActive(rows, name);
                            restore(rows, refresh);
                            put(
                                    rows,
                                    ended(
                                            rows,
                                            refresh,
                                            InstanceRefreshStatus.CANCELLED,
                                            "Cancelled by user."));
                            return refresh.told().instanceRefreshId();
                        });
        return CancelInstanceRefreshResponse.builder().instanceRefreshId(id).build();
    }

    private void restore(Transaction rows, Refresh refresh) {
        if (!refresh.before().equals(Launched.NOTHING)) {
            Group group = book.get(rows, refresh.told().autoScalingGroupName());
            book.put(rows, group.with(refresh.before().of(group.spec())));
        }
    }

    /** It is over, and who was to serve until another did stays. */
    private Refresh ended(
            Transaction rows,
            Refresh refresh,
            InstanceRefreshStatus status,
            @Nullable String reason) {
        keepYielding(rows, refresh);
        return refresh.with(
                refresh.told().toBuilder()
                        .status(status)
                        .statusReason(reason)
                        .endTime(place.now())
                        .build());
    }

    RollbackInstanceRefreshResponse rollback(RollbackInstanceRefreshRequest request) {
        String name = request.autoScalingGroupName();
        String id =
                place.transact(
                        rows -> {
                            Refresh refresh = getActive(rows, name);
                            if (refresh.isRollingBack() || !refresh.before().isFixed()) {
                                throw IrreversibleInstanceRefreshException.builder()
                                        .message(
                                                "The Instance Refresh can't be rolled back: it has no desired configuration, or the group launched from $Latest or $Default.")
                                        .build();
                            }
                            rollBack(rows, refresh, "Rolled back by user.");
                            return refresh.told().instanceRefreshId();
                        });
        wake.accept(name);
        return RollbackInstanceRefreshResponse.builder().instanceRefreshId(id).build();
    }

    private void keepYielding(Transaction rows, Refresh refresh) {
        String group = refresh.told().autoScalingGroupName();
        book.members(rows, group).stream()
                .filter(member -> member.phase() == Phase.OUTGOING && member.healthy())
                .forEach(
                        member ->
                                book.put(rows, group, member.in(Phase.IN_SERVICE, member.since())));
    }

    private void rollBack(Transaction rows, Refresh refresh, String reason) {
        restore(rows, refresh);
        keepYielding(rows, refresh);
        InstanceRefresh told = refresh.told();
        List<String> tokens =
                book.members(rows, told.autoScalingGroupName()).stream()
                        .filter(member -> !member.phase().ending())
                        .filter(member -> !refresh.before().isSourceOf(member))
                        .map(Member::token)
                        .toList();
        Instant now = place.now();
        InstanceRefresh back =
                told.toBuilder()
                        .status(InstanceRefreshStatus.ROLLBACK_IN_PROGRESS)
                        .statusReason(reason)
                        .percentageComplete(0)
                        .instancesToUpdate(tokens.size())
                        .preferences(
                                told.preferences().toBuilder()
                                        .checkpointPercentages(List.of())
                                        .build())
                        .rollbackDetails(
                                details ->
                                        details.rollbackReason(reason)
                                                .rollbackStartTime(now)
                                                .percentageCompleteOnRollback(
                                                        told.percentageComplete())
                                                .instancesToUpdateOnRollback(
                                                        told.instancesToUpdate()))
                        .build();
        put(rows, refresh.back(back, tokens, now));
    }

    /** Brings the refresh of a group on, if there is one. */
    public void follow(String name) {
        if (place.read(rows -> active(rows, name)).isPresent()) {
            place.change(
                    rows -> {
                        Optional<Group> group = book.find(rows, name);
                        Optional<Refresh> refresh = active(rows, name);
                        if (group.isPresent()
                                && refresh.isPresent()
                                && !group.get().deleting()
                                && !group.get().suspended("InstanceRefresh")) {
                            follow(rows, refresh.get(), group.get());
                        }
                    });
        }
    }

    private void follow(Transaction rows, Refresh refresh, Group group) {
        Instant now = place.now();
        Progress progress = new Progress(refresh, group, book.members(rows, group.name()), now);
        RefreshPreferences preferences = refresh.told().preferences();
        if (progress.isDone()) {
            finish(rows, refresh, now);
        } else if (progress.isAtCheckpoint()) {
            Instant until = refresh.pausedAt().plusSeconds(preferences.checkpointDelay());
            if (refresh.pausedAt().equals(Instant.EPOCH)) {
                put(rows, told(refresh.paused(now), progress));
            } else if (!now.isBefore(until)) {
                put(rows, told(refresh.pastCheckpoint(now), progress));
            }
        } else {
            List<Member> yielding = progress.yieldingNext();
            List<Member> next = new ArrayList<>(progress.relieved());
            next.addAll(progress.next(yielding));
            yielding.forEach(
                    member ->
                            book.put(
                                    rows, group.name(), member.in(Phase.OUTGOING, member.since())));
            String cause =
                    Causes.at(
                            now,
                            "an instance was taken out of service in response to an instance refresh.");
            next.forEach(member -> Owner.dismiss(book, rows, group.name(), member, cause));
            boolean moved =
                    !next.isEmpty()
                            || !yielding.isEmpty()
                            || progress.percent() != refresh.told().percentageComplete();
            if (moved) {
                put(rows, told(refresh.moved(now), progress));
            } else if (now.isAfter(refresh.movedAt().plus(PATIENCE))) {
                fail(rows, refresh);
            }
        }
    }

    private static Refresh told(Refresh refresh, Progress progress) {
        InstanceRefresh told = refresh.told();
        return refresh.with(
                told.toBuilder()
                        .status(
                                refresh.isRollingBack()
                                        ? told.status()
                                        : InstanceRefreshStatus.IN_PROGRESS)
                        .percentageComplete(progress.percent())
                        .instancesToUpdate(progress.toGo())
                        .build());
    }

    private void finish(Transaction rows, Refresh refresh, Instant now) {
        boolean back = refresh.isRollingBack();
        Integer bake = refresh.told().preferences().bakeTime();
        if (!back && refresh.bakedAt().equals(Instant.EPOCH) && bake > 0) {
            put(
                    rows,
                    refresh.baking(now)
                            .with(
                                    refresh.told().toBuilder()
                                            .status(InstanceRefreshStatus.BAKING)
                                            .percentageComplete(100)
                                            .instancesToUpdate(0)
                                            .build()));
            return;
        }
        if (!back && now.isBefore(refresh.bakedAt().plusSeconds(bake))) {
            return;
        }
        Refresh whole =
                refresh.with(
                        refresh.told().toBuilder()
                                .percentageComplete(100)
                                .instancesToUpdate(0)
                                .build());
        put(
                rows,
                ended(
                        rows,
                        whole,
                        back
                                ? InstanceRefreshStatus.ROLLBACK_SUCCESSFUL
                                : InstanceRefreshStatus.SUCCESSFUL,
                        whole.told().statusReason()));
    }

    private void fail(Transaction rows, Refresh refresh) {
        String reason = "No instance could be replaced for an hour.";
        if (refresh.isRollingBack()) {
            put(rows, ended(rows, refresh, InstanceRefreshStatus.ROLLBACK_FAILED, reason));
        } else if (Objects.requireNonNullElse(refresh.told().preferences().autoRollback(), false)) {
            rollBack(rows, refresh, reason);
        } else {
            put(rows, ended(rows, refresh, InstanceRefreshStatus.FAILED, reason));
        }
    }
}
