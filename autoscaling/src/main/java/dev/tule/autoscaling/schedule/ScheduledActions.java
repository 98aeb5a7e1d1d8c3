package dev.tule.autoscaling.schedule;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Causes;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.AwsFault;
import dev.tule.aws.stored.Rows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.BatchDeleteScheduledActionRequest;
import software.amazon.awssdk.services.autoscaling.model.BatchDeleteScheduledActionResponse;
import software.amazon.awssdk.services.autoscaling.model.BatchPutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.BatchPutScheduledUpdateGroupActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteScheduledActionRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteScheduledActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.autoscaling.model.FailedScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionResponse;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/**
 * Scheduled actions: {@code ("schedule", group, name)}, whose {@code StartTime} is when they are
 * due next. Safe for use by many threads.
 */
public final class ScheduledActions {
    private static final int MOST = 125;
    private static final int MOST_AT_ONCE = 50;
    private static final Rows<ScheduledUpdateGroupAction> ROWS =
            new Rows<>(
                    "schedule",
                    ScheduledUpdateGroupAction.class,
                    ScheduledUpdateGroupAction::builder);

    private final Book book;
    private final Place place;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public ScheduledActions(Book book, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.wake = wake;
    }

    PutScheduledUpdateGroupActionResponse put(PutScheduledUpdateGroupActionRequest request) {
        if (request.time() != null
                && request.startTime() != null
                && !request.time().equals(request.startTime())) {
            throw Faults.invalid("Time and StartTime must be the same where both are given.");
        }
        put(
                request.autoScalingGroupName(),
                ScheduledUpdateGroupActionRequest.builder()
                        .scheduledActionName(request.scheduledActionName())
                        .startTime(
                                request.startTime() == null ? request.time() : request.startTime())
                        .endTime(request.endTime())
                        .recurrence(request.recurrence())
                        .minSize(request.minSize())
                        .maxSize(request.maxSize())
                        .desiredCapacity(request.desiredCapacity())
                        .timeZone(request.timeZone())
                        .build());
        return PutScheduledUpdateGroupActionResponse.builder().build();
    }

    BatchPutScheduledUpdateGroupActionResponse putAll(
            BatchPutScheduledUpdateGroupActionRequest request) {
        List<ScheduledUpdateGroupActionRequest> asked = request.scheduledUpdateGroupActions();
        checkNumber(asked);
        List<FailedScheduledUpdateGroupActionRequest> failed = new ArrayList<>();
        for (ScheduledUpdateGroupActionRequest each : asked) {
            try {
                put(request.autoScalingGroupName(), each);
            } catch (AwsFault refused) {
                failed.add(failed(each.scheduledActionName(), refused));
            }
        }
        return BatchPutScheduledUpdateGroupActionResponse.builder()
                .failedScheduledUpdateGroupActions(failed)
                .build();
    }

    private static void checkNumber(List<?> asked) {
        if (asked.size() > MOST_AT_ONCE) {
            throw Faults.invalid(
                    "At most " + MOST_AT_ONCE + " scheduled actions can be named in a request.");
        }
    }

    private static FailedScheduledUpdateGroupActionRequest failed(String name, AwsFault refused) {
        return FailedScheduledUpdateGroupActionRequest.builder()
                .scheduledActionName(name)
                .errorCode(refused.awsErrorDetails().errorCode())
                .errorMessage(refused.awsErrorDetails().errorMessage())
                .build();
    }

    private void put(String group, ScheduledUpdateGroupActionRequest asked) {
        Instant now = place.now();
        ScheduledUpdateGroupAction action = action(group, asked, now);
        place.change(
                rows -> {
                    Size.of(book.get(rows, group)).changed(action);
                    String arn =
                            ROWS.find(rows, group, action.scheduledActionName())
                                    .map(ScheduledUpdateGroupAction::scheduledActionARN)
                                    .orElseGet(() -> arn(action));
                    ROWS.put(
                            rows,
                            action.toBuilder().scheduledActionARN(arn).build(),
                            group,
                            action.scheduledActionName());
                    if (ROWS.all(rows, group).size() > MOST) {
                        throw Faults.invalid("A group has at most " + MOST + " scheduled actions.");
                    }
                });
    }

    private String arn(ScheduledUpdateGroupAction action) {
        return place.arn(
                "scheduledUpdateGroupAction:%s:autoScalingGroupName/%s:scheduledActionName/%s"
                        .formatted(
                                place.newId(),
                                action.autoScalingGroupName(),
                                action.scheduledActionName()));
    }

    private static ScheduledUpdateGroupAction action(
            String group, ScheduledUpdateGroupActionRequest asked, Instant now) {
        if (asked.minSize() == null && asked.maxSize() == null && asked.desiredCapacity() == null) {
            throw Faults.invalid(
                    "At least one of MinSize, MaxSize and DesiredCapacity is required.");
        }
        Instant start = asked.startTime();
        if (start != null && start.isBefore(now)) {
            throw Faults.invalid("Given start time is in the past");
        }
        if (asked.recurrence() == null) {
            if (start == null) {
                throw Faults.invalid("Either StartTime or Recurrence is required.");
            }
            if (asked.timeZone() != null) {
                throw Faults.invalid("TimeZone is for actions with a Recurrence.");
            }
        }
        if (asked.endTime() != null
                && !asked.endTime().isAfter(Objects.requireNonNullElse(start, now))) {
            throw Faults.invalid("Given end time is before the start");
        }
        ScheduledUpdateGroupAction action =
                ScheduledUpdateGroupAction.builder()
                        .autoScalingGroupName(group)
                        .scheduledActionName(asked.scheduledActionName())
                        .startTime(start)
                        .time(start)
                        .endTime(asked.endTime())
                        .recurrence(asked.recurrence())
                        .minSize(asked.minSize())
                        .maxSize(asked.maxSize())
                        .desiredCapacity(asked.desiredCapacity())
                        .timeZone(asked.timeZone())
                        .build();
        if (asked.recurrence() == null) {
            return action;
        }
        // The start itself counts, where the expression names it.
        Instant from = start == null ? now : start.minusMillis(1);
        return next(action, from)
                .orElseThrow(
                        () -> Faults.invalid("The recurrence doesn't occur before the end time."));
    }

    /** The action, due at its next time after a moment; empty where there is none. */
    private static Optional<ScheduledUpdateGroupAction> next(
            ScheduledUpdateGroupAction action, Instant after) {
        return Recurrence.of(action.recurrence(), zone(action.timeZone()))
                .after(after)
                .filter(next -> action.endTime() == null || !next.isAfter(action.endTime()))
                .map(next -> action.toBuilder().startTime(next).time(next).build());
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Faults.invalid("Unknown time zone: " + name);
        }
    }

    DescribeScheduledActionsResponse describe(DescribeScheduledActionsRequest request) {
        String group = request.autoScalingGroupName();
        List<ScheduledUpdateGroupAction> found =
                place.read(rows -> group == null ? ROWS.all(rows) : ROWS.all(rows, group)).stream()
                        .filter(each -> wanted(each, request))
                        .toList();
        Listing<ScheduledUpdateGroupAction> page =
                Listing.of(
                        found,
                        each -> each.autoScalingGroupName() + "/" + each.scheduledActionName(),
                        request.maxRecords(),
                        request.nextToken());
        return DescribeScheduledActionsResponse.builder()
                .scheduledUpdateGroupActions(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** Where names are given, times are passed over, as on AWS. */
    private static boolean wanted(
            ScheduledUpdateGroupAction action, DescribeScheduledActionsRequest request) {
        if (!request.scheduledActionNames().isEmpty()) {
            return request.scheduledActionNames().contains(action.scheduledActionName())
                    || request.scheduledActionNames().contains(action.scheduledActionARN());
        }
        return (request.startTime() == null || !action.startTime().isBefore(request.startTime()))
                && (request.endTime() == null || !action.startTime().isAfter(request.endTime()));
    }

    DeleteScheduledActionResponse delete(DeleteScheduledActionRequest request) {
        delete(request.autoScalingGroupName(), request.scheduledActionName());
        return DeleteScheduledActionResponse.builder().build();
    }

    BatchDeleteScheduledActionResponse deleteAll(BatchDeleteScheduledActionRequest request) {
        checkNumber(request.scheduledActionNames());
        List<FailedScheduledUpdateGroupActionRequest> failed = new ArrayList<>();
        for (String name : request.scheduledActionNames()) {
            try {
                delete(request.autoScalingGroupName(), name);
            } catch (AwsFault refused) {
                failed.add(failed(name, refused));
            }
        }
        return BatchDeleteScheduledActionResponse.builder().failedScheduledActions(failed).build();
    }

    private void delete(String group, String name) {
        place.change(
                rows -> {
                    book.get(rows, group);
                    if (ROWS.find(rows, group, name).isEmpty()) {
                        throw Faults.invalid("Scheduled action name not found");
                    }
                    ROWS.delete(rows, group, name);
                });
    }

    /**
     * Does what is due for a group, in the order of its times. What was missed while nobody was
     * there is done once, late; what is due while ScheduledActions is suspended is not done.
     */
    public void follow(String name) {
        Instant now = place.now();
        boolean due = place.read(rows -> !due(rows, name, now).isEmpty());
        if (due) {
            place.change(rows -> due(rows, name, now).forEach(action -> act(rows, action, now)));
            wake.accept(name);
        }
    }

    private static List<ScheduledUpdateGroupAction> due(Snapshot rows, String group, Instant now) {
        return ROWS.all(rows, group).stream()
                .filter(action -> !now.isBefore(action.startTime()))
                .sorted(Comparator.comparing(ScheduledUpdateGroupAction::startTime))
                .toList();
    }

    private void act(Transaction rows, ScheduledUpdateGroupAction action, Instant now) {
        String name = action.autoScalingGroupName();
        Optional<Group> group = book.find(rows, name);
        if (group.isEmpty()) {
            return;
        }
        Optional<ScheduledUpdateGroupAction> next =
                action.recurrence() == null ? Optional.empty() : next(action, now);
        if (next.isPresent()) {
            ROWS.put(rows, next.get(), name, action.scheduledActionName());
        } else {
            ROWS.delete(rows, name, action.scheduledActionName());
        }
        if (!group.get().deleting() && !group.get().suspended("ScheduledActions")) {
            resize(rows, group.get(), action);
        }
    }

    private void resize(Transaction rows, Group group, ScheduledUpdateGroupAction action) {
        Size size;
        try {
            size = Size.of(group).changed(action);
        } catch (AwsFault wrong) {
            book.activities()
                    .failed(
                            rows,
                            group.name(),
                            "Executing scheduled action " + action.scheduledActionName(),
                            Causes.at(place.now(), "a scheduled action was due."),
                            wrong.awsErrorDetails().errorMessage());
            return;
        }
        Group changed =
                group.with(
                        group.spec().toBuilder()
                                .minSize(size.min())
                                .maxSize(size.max())
                                .desiredCapacity(size.desired())
                                .build());
        if (size.desired() != group.desired()) {
            String cause =
                    Causes.at(
                                    place.now(),
                                    "a scheduled action update of AutoScalingGroup constraints to min: %d, max: %d, desired: %d"
                                            .formatted(size.min(), size.max(), size.desired()))
                            + Causes.changing(group.desired(), size.desired());
            changed = changed.with(changed.memory().because(cause));
        }
        book.put(rows, changed);
    }
}
