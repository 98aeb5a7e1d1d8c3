package dev.tule.cloudwatch.alarm;

import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.aws.protocol.JsonReader;
import dev.tule.aws.protocol.JsonWriter;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * The rows of alarms: {@code ("alarm", name)} with a letter for the kind and the alarm as JSON, by
 * the names of the wire.
 */
final class AlarmRows {
    private static final int DEPTH = 32;
    private static final int BYTES = 100_000;
    private static final JsonWriter WRITER = new JsonWriter(JsonFactories.json(DEPTH, BYTES));
    private static final JsonReader READER = new JsonReader(JsonFactories.json(DEPTH, BYTES));
    private static final JsonMaps MAPS = new JsonMaps(JsonFactories.json(DEPTH, BYTES));

    private AlarmRows() {}

    static byte[] json(SdkPojo model) {
        return WRITER.write(model);
    }

    static void read(byte[] json, SdkPojo builder) {
        READER.read(json, builder);
    }

    static Optional<Alarm> find(Snapshot rows, String name) {
        return rows.get(Key.of("alarm", name)).map(AlarmRows::alarm);
    }

    static void put(Transaction rows, Alarm alarm) {
        byte[] json = json(alarm);
        byte[] row = new byte[json.length + 1];
        row[0] = (byte) (alarm instanceof Alarm.OfMetric ? 'M' : 'C');
        System.arraycopy(json, 0, row, 1, json.length);
        rows.put(Key.of("alarm", alarm.name()), row);
    }

    private static byte[] json(Alarm alarm) {
        return switch (alarm) {
            case Alarm.OfMetric metric -> json(metric.alarm());
            case Alarm.OfRule rule -> json(rule.alarm());
        };
    }

    /** An alarm as a JSON object. */
    static Map<String, Object> map(Alarm alarm) {
        return MAPS.read(json(alarm));
    }

    static void delete(Transaction rows, String name) {
        rows.delete(Key.of("alarm", name));
    }

    /** All of them, by name. */
    static NavigableMap<String, Alarm> all(Snapshot rows) {
        NavigableMap<String, Alarm> alarms = new TreeMap<>();
        rows.entries(Key.of("alarm"))
                .map(entry -> alarm(entry.value()))
                .forEach(alarm -> alarms.put(alarm.name(), alarm));
        return alarms;
    }

    private static Alarm alarm(byte[] row) {
        byte[] json = Arrays.copyOfRange(row, 1, row.length);
        if (row[0] == 'M') {
            MetricAlarm.Builder alarm = MetricAlarm.builder();
            read(json, (SdkPojo) alarm);
            return new Alarm.OfMetric(alarm.build());
        }
        CompositeAlarm.Builder alarm = CompositeAlarm.builder();
        read(json, (SdkPojo) alarm);
        return new Alarm.OfRule(alarm.build());
    }
}
