package dev.tule.cloudwatch.alarm;

import dev.tule.store.Key;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;

/**
 * Writes that an alarm is in another state, with the actions that are to be done for it: in one
 * transaction, so that each change has its actions once.
 */
final class Transitions {
    private Transitions() {}

    /**
     * Brings an alarm into a state.
     *
     * @param value its latest point
     */
    static void set(
            Transaction rows, Alarm alarm, Alarm.State next, OptionalDouble value, Instant now) {
        boolean entered = next.value() != alarm.state();
        Alarm after = Suppression.applied(rows, alarm.with(next, now), entered, now);
        AlarmRows.put(rows, after);
        if (!entered) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("oldState", state(alarm.state().toString(), alarm.reason()));
        data.put("newState", state(next.value().toString(), next.reason()));
        History.note(
                rows,
                alarm,
                now,
                HistoryItemType.STATE_UPDATE,
                "Alarm updated from %s to %s".formatted(alarm.state(), next.value()),
                data);
        // What nobody was told of needs no all-clear either.
        boolean quiet = Suppression.now(alarm) != null || Suppression.now(after) != null;
        if (alarm.actionsEnabled() && !quiet) {
            ask(rows, alarm, alarm.actions(next.value()), next, value, now);
        }
    }

    /** Lets an alarm that remains in its state be suppressed or not; then its actions are done. */
    static void reconsider(Transaction rows, Alarm alarm, Instant now) {
        Alarm after = Suppression.applied(rows, alarm, false, now);
        if (after.equals(alarm)) {
            return;
        }
        AlarmRows.put(rows, after);
        if (Suppression.now(after) == null && alarm.actionsEnabled()) {
            Alarm.State same = new Alarm.State(alarm.state(), alarm.reason(), "");
            ask(rows, alarm, alarm.actions(alarm.state()), same, OptionalDouble.empty(), now);
        }
    }

    private static Map<String, Object> state(String value, String reason) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("stateValue", value);
        state.put("stateReason", reason);
        return state;
    }

    /** Asks for actions. */
    static void ask(
            Transaction rows,
            Alarm alarm,
            List<String> actions,
            Alarm.State state,
            OptionalDouble value,
            Instant now) {
        for (String action : actions) {
            byte[] asked =
                    Key.of(
                                    alarm.name(),
                                    action,
                                    alarm.state().toString(),
                                    state.value().toString(),
                                    state.reason(),
                                    now.toEpochMilli(),
                                    value.isPresent() ? Double.toString(value.getAsDouble()) : "")
                            .toBytes();
            rows.putVersioned(Outbox.ASKED, asked);
        }
    }
}
