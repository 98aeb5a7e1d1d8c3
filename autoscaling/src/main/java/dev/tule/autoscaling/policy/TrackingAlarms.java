package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Page;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;

/**
 * Keeps the alarms of target-tracking policies as the policies are: {@code ("tracking", alarm)}
 * with its group, its policy, a stamp and whether CloudWatch has it. A row is written with its
 * policy; {@link #settle} puts the alarm, or deletes it when no policy names it any more, and can
 * be done again at any time. Safe for use by many threads.
 */
final class TrackingAlarms {
    private static final Key ALL = Key.of("tracking");
    private static final int ROUNDS = 10;

    private final Place place;
    private final CloudWatchClient cloudWatch;

    TrackingAlarms(Place place, CloudWatchClient cloudWatch) {
        this.place = place;
        this.cloudWatch = cloudWatch;
    }

    /** Notes that a policy has changed, in the transaction that changes it. */
    void note(Transaction rows, ScalingPolicy policy) {
        for (Alarm alarm : policy.alarms()) {
            Watched watched =
                    new Watched(
                            policy.autoScalingGroupName(),
                            policy.policyName(),
                            place.newId(),
                            false);
            rows.put(ALL.with(alarm.alarmName()), watched.row());
        }
    }

    /**
     * What is known of an alarm.
     *
     * @param stamp another one each time its policy is written
     * @param there whether CloudWatch has it
     */
    private record Watched(String group, String policy, String stamp, boolean there) {
        byte[] row() {
            return Key.of(group, policy, stamp, there).toBytes();
        }

        Watched settled(boolean settled) {
            return new Watched(group, policy, stamp, settled);
        }

        static Watched read(byte[] row) {
            List<Object> words = Key.ofBytes(row).elements();
            return new Watched(
                    (String) words.get(0),
                    (String) words.get(1),
                    (String) words.get(2),
                    (Boolean) words.get(3));
        }
    }

    /** Something to be done about an alarm; without a policy it is to go. */
    private record Due(String alarm, Watched seen, Optional<ScalingPolicy> policy) {}

    /** Lets CloudWatch have the alarms that policies name, and no others of theirs. */
    void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Due> due =
                    place.read(
                            rows ->
                                    rows.entries(ALL)
                                            .map(entry -> due(rows, entry))
                                            .flatMap(Optional::stream)
                                            .toList());
            if (due.isEmpty()) {
                return;
            }
            due.forEach(this::settle);
        }
    }

    private static Optional<Due> due(dev.tule.store.Snapshot rows, Page.Entry entry) {
        String alarm = (String) entry.key().elements().getLast();
        Watched watched = Watched.read(entry.value());
        Optional<ScalingPolicy> policy =
                PolicyRows.find(rows, watched.group, watched.policy)
                        .filter(
                                each ->
                                        each.alarms().stream()
                                                .anyMatch(of -> of.alarmName().equals(alarm)));
        return watched.there && policy.isPresent()
                ? Optional.empty()
                : Optional.of(new Due(alarm, watched, policy));
    }

    private void settle(Due due) {
        if (due.policy.isPresent()) {
            cloudWatch.putMetricAlarm(new Tracking(due.policy.get()).request(due.alarm));
        } else {
            delete(due.alarm);
        }
        place.change(rows -> done(rows, due));
    }

    /** Whoever was overtaken may have undone what is newer: then it is to be done again. */
    private void done(Transaction rows, Due due) {
        Key key = ALL.with(due.alarm);
        Optional<Watched> current = rows.get(key).map(Watched::read);
        if (current.isEmpty()) {
            return;
        }
        boolean same = current.get().equals(due.seen);
        if (same && due.policy.isEmpty()) {
            rows.delete(key);
        } else {
            rows.put(key, current.get().settled(same).row());
        }
    }

    private void delete(String alarm) {
        try {
            cloudWatch.deleteAlarms(request -> request.alarmNames(alarm));
        } catch (ResourceNotFoundException gone) {
            // That is what was wanted.
        }
    }
}
