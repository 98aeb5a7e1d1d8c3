package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Page;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Does the actions that are asked for, in their order: {@code ("asked", version, number)}. An
 * action is taken off the list when it has been done or has failed; it isn't tried again. For one
 * thread.
 */
final class Outbox {
    static final Key ASKED = Key.of("asked");

    private final Place place;
    private final AlarmTarget target;

    Outbox(Place place, AlarmTarget target) {
        this.place = place;
        this.target = target;
    }

    void empty() {
        for (Page.Entry entry : place.read(rows -> rows.entries(ASKED).toList())) {
            act(entry);
        }
    }

    private void act(Page.Entry entry) {
        List<Object> asked = Key.ofBytes(entry.value()).elements();
        String name = (String) asked.getFirst();
        String action = (String) asked.get(1);
        Optional<Alarm> alarm = place.read(rows -> AlarmRows.find(rows, name));
        if (alarm.isEmpty()) {
            place.change(rows -> rows.delete(entry.key()));
            return;
        }
        String error = error(action, event(alarm.get(), asked));
        place.change(
                rows -> {
                    rows.delete(entry.key());
                    note(rows, alarm.get(), action, error);
                });
    }

    private @Nullable String error(String action, AlarmEvent event) {
        try {
            target.act(action, event);
            return null;
        } catch (RuntimeException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    private void note(
            dev.tule.store.Transaction rows, Alarm alarm, String action, @Nullable String error) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("actionState", error == null ? "Succeeded" : "Failed");
        data.put("notificationResource", action);
        if (error != null) {
            data.put("error", error);
        }
        History.note(
                rows,
                alarm,
                place.now(),
                HistoryItemType.ACTION,
                (error == null ? "Successfully executed action " : "Failed to execute action ")
                        + action,
                data);
    }

    private AlarmEvent event(Alarm alarm, List<Object> asked) {
        String value = (String) asked.get(6);
        @Nullable MetricAlarm metric = alarm instanceof Alarm.OfMetric of ? of.alarm() : null;
        Map<String, String> dimensions = new TreeMap<>();
        if (metric != null) {
            metric.dimensions().forEach(each -> dimensions.put(each.name(), each.value()));
        }
        return new AlarmEvent(
                place.where(),
                alarm.name(),
                alarm.arn(),
                StateValue.fromValue((String) asked.get(2)),
                StateValue.fromValue((String) asked.get(3)),
                (String) asked.get(4),
                Instant.ofEpochMilli((Long) asked.get(5)),
                value.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(value)),
                metric == null ? OptionalDouble.empty() : OptionalDouble.of(metric.threshold()),
                dimensions);
    }
}
