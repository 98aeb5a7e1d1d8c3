package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.resource.Faults;
import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** The alarms of a place, and writing them. Safe for use by many threads. */
final class AlarmBook {
    private static final int MOST_ALARMS = 5000;

    private final Place place;
    private final AlarmTarget target;
    private final Runnable wake;

    /**
     * @param wake lets the evaluation run soon
     */
    AlarmBook(Place place, AlarmTarget target, Runnable wake) {
        this.place = place;
        this.target = target;
        this.wake = wake;
    }

    Place place() {
        return place;
    }

    void wake() {
        wake.run();
    }

    String arn(String name) {
        return place.arn("alarm:" + name);
    }

    NavigableMap<String, Alarm> all() {
        return place.read(AlarmRows::all);
    }

    /** Passes actions that this cloud can do. */
    @SafeVarargs
    final void checkActions(List<String>... actions) {
        for (List<String> some : actions) {
            for (String action : some) {
                if (!action.startsWith("arn:")) {
                    throw Faults.invalidValue("Invalid arn syntax: " + action);
                }
                if (!target.takes(action)) {
                    throw Faults.notImplemented("The action " + action);
                }
            }
        }
    }

    /** Writes a new alarm, or another configuration of one that there is, whose state stays. */
    void put(Alarm wanted, List<Tag> tags) {
        place.know();
        place.change(rows -> put(rows, wanted, tags));
        wake();
    }

    /** Tags are for alarms that are made; those of one that there is stay, as on AWS. */
    private void put(Transaction rows, Alarm wanted, List<Tag> tags) {
        Alarm known = AlarmRows.find(rows, wanted.name()).orElse(null);
        if (known != null && known.type() != wanted.type()) {
            throw Faults.invalidValue(
                    "An alarm named '%s' of another type already exists.".formatted(wanted.name()));
        }
        if (known == null && AlarmRows.all(rows).size() >= MOST_ALARMS) {
            throw Faults.limit("There are already " + MOST_ALARMS + " alarms in this region.");
        }
        if (known == null) {
            AlarmTags.create(rows, wanted.name(), tags);
        }
        Alarm written = wanted.configured(known, place.now());
        AlarmRows.put(rows, written);
        note(rows, written, known == null ? Writing.CREATE : Writing.UPDATE);
    }

    /** Notes that an alarm's configuration was written or deleted. */
    void note(Transaction rows, Alarm alarm, Writing type) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type.title);
        data.put(type.past + "Alarm", AlarmRows.map(alarm));
        History.note(
                rows,
                alarm,
                place.now(),
                HistoryItemType.CONFIGURATION_UPDATE,
                "Alarm \"%s\" %s".formatted(alarm.name(), type.past),
                data);
    }

    /** What is done with a configuration. */
    enum Writing {
        CREATE("Create", "created"),
        UPDATE("Update", "updated"),
        DELETE("Delete", "deleted");

        private final String title;
        private final String past;

        Writing(String title, String past) {
            this.title = title;
            this.past = past;
        }
    }
}
