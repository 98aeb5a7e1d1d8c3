package dev.tule.autoscaling.life;

import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.stored.Rows;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/**
 * What became of groups, in AWS's sentences: {@code ("activity", id)}, and {@code ("activities",
 * group, start, number, id)} with nothing. Kept for six weeks. Safe for use by many threads.
 */
public final class Activities {
    private static final Duration RETENTION = Duration.ofDays(42);
    private static final int DONE = 100;
    private static final int START = 2;
    private static final int NUMBER = 3;
    private static final Rows<Activity> ROWS =
            new Rows<>("activity", Activity.class, Activity::builder);

    private final Place place;

    Activities(Place place) {
        this.place = place;
    }

    /**
     * Notes that something has begun.
     *
     * @return the activity's identifier
     */
    public String begin(Transaction rows, String group, String description, String cause) {
        return begin(rows, place.newId(), group, description, cause);
    }

    /** As the other, under an identifier that was drawn before. */
    String begin(Transaction rows, String id, String group, String description, String cause) {
        Instant now = place.now();
        Activity activity =
                Activity.builder()
                        .activityId(id)
                        .autoScalingGroupName(group)
                        .description(description)
                        .cause(cause)
                        .startTime(now)
                        .statusCode(ScalingActivityStatusCode.IN_PROGRESS)
                        .progress(0)
                        .details("{}")
                        .build();
        ROWS.put(rows, activity, id);
        rows.put(
                Key.of("activities", group, now.toEpochMilli(), number(rows, group), id),
                new byte[0]);
        return id;
    }

    /** The next of a group's numbers, by which activities of one moment keep their order. */
    private static long number(Transaction rows, String group) {
        KeyRange all = KeyRange.within(Key.of("activities", group));
        return rows.range(all, 1, Direction.REVERSE).entries().stream()
                .map(entry -> (Long) entry.key().elements().get(NUMBER) + 1)
                .findFirst()
                .orElse(0L);
    }

    /** Notes that something could not be done at all. */
    public void failed(
            Transaction rows, String group, String description, String cause, String message) {
        String id = begin(rows, group, description, cause);
        end(rows, id, ScalingActivityStatusCode.FAILED, message);
    }

    /** What an activity is about, once that is known. */
    void describe(Transaction rows, String id, String description) {
        ROWS.find(rows, id)
                .ifPresent(
                        activity ->
                                ROWS.put(
                                        rows,
                                        activity.toBuilder().description(description).build(),
                                        id));
    }

    /**
     * Notes how an activity ended.
     *
     * @param message why it failed; empty where it didn't
     */
    void end(Transaction rows, String id, ScalingActivityStatusCode status, String message) {
        ROWS.find(rows, id)
                .ifPresent(
                        activity ->
                                ROWS.put(
                                        rows,
                                        activity.toBuilder()
                                                .endTime(place.now())
                                                .statusCode(status)
                                                .statusMessage(message.isEmpty() ? null : message)
                                                .progress(DONE)
                                                .build(),
                                        id));
    }

    public Optional<Activity> find(Snapshot rows, String id) {
        return ROWS.find(rows, id);
    }

    /**
     * An activity in a listing.
     *
     * @param position its place in whatever listing, the latest first
     */
    public record Listed(Activity activity, String position) {}

    /** Of a group. */
    public List<Listed> of(Snapshot rows, String group) {
        return found(rows, Key.of("activities", group));
    }

    /** Of all groups. */
    public List<Listed> all(Snapshot rows) {
        return found(rows, Key.of("activities"));
    }

    private static List<Listed> found(Snapshot rows, Key below) {
        List<Listed> found = new ArrayList<>();
        for (Page.Entry entry : rows.entries(below).toList()) {
            List<Object> words = entry.key().elements();
            ROWS.find(rows, words.getLast())
                    .ifPresent(activity -> found.add(new Listed(activity, position(words))));
        }
        return found;
    }

    private static String position(List<Object> words) {
        return "%016x-%016x-%s"
                .formatted(
                        Long.MAX_VALUE - (Long) words.get(START),
                        Long.MAX_VALUE - (Long) words.get(NUMBER),
                        words.getLast());
    }

    /** Deletes those that have grown old. */
    public void forgetOld() {
        long oldest = place.now().minus(RETENTION).toEpochMilli();
        for (Page.Entry entry : place.read(rows -> rows.entries(Key.of("activities")).toList())) {
            List<Object> words = entry.key().elements();
            if ((Long) words.get(START) < oldest) {
                place.change(
                        rows -> {
                            rows.delete(entry.key());
                            ROWS.delete(rows, words.getLast());
                        });
            }
        }
    }
}
