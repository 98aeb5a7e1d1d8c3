package dev.tule.autoscaling.life;

import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Who is to be told what of a group, {@code ("notification", group, topic)} with its kinds, and
 * what is to be told still, {@code ("notice", time, id)}. Safe for use by many threads.
 */
public final class Notices {
    private static final System.Logger LOG = System.getLogger(Notices.class.getName());
    public static final String LAUNCH = "autoscaling:EC2_INSTANCE_LAUNCH";
    public static final String LAUNCH_ERROR = "autoscaling:EC2_INSTANCE_LAUNCH_ERROR";
    public static final String TERMINATE = "autoscaling:EC2_INSTANCE_TERMINATE";
    public static final String TERMINATE_ERROR = "autoscaling:EC2_INSTANCE_TERMINATE_ERROR";
    public static final String TEST = "autoscaling:TEST_NOTIFICATION";
    private static final String TABLE = "notification";
    private static final Key DUE = Key.of("notice");

    /** For so long it is tried to publish a notice. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Place place;

    Notices(Place place) {
        this.place = place;
    }

    /** Who is told what. */
    public record Configuration(String group, String topic, List<String> kinds) {}

    public void put(Transaction rows, Configuration configuration) {
        rows.put(
                Key.of(TABLE, configuration.group, configuration.topic),
                Key.of(configuration.kinds.toArray()).toBytes());
    }

    public void delete(Transaction rows, String group, String topic) {
        rows.delete(Key.of(TABLE, group, topic));
    }

    public List<Configuration> of(Snapshot rows, String group) {
        return configurations(rows, Key.of(TABLE, group));
    }

    public List<Configuration> all(Snapshot rows) {
        return configurations(rows, Key.of(TABLE));
    }

    private static List<Configuration> configurations(Snapshot rows, Key below) {
        return rows.entries(below)
                .map(
                        entry -> {
                            List<Object> words = entry.key().elements();
                            return new Configuration(
                                    (String) words.get(1),
                                    (String) words.get(2),
                                    Key.ofBytes(entry.value()).elements().stream()
                                            .map(String.class::cast)
                                            .toList());
                        })
                .toList();
    }

    /** Notes that a group has something to tell, for those who want to hear it. */
    void tell(Transaction rows, String group, String kind, Map<String, String> message) {
        for (Configuration each : of(rows, group)) {
            if (each.kinds.contains(kind)) {
                Map<String, String> whole = new LinkedHashMap<>(message);
                whole.put("Event", kind);
                tellAt(rows, each.topic, group, whole);
            }
        }
    }

    /** Notes that something is to be published at a topic. */
    public void tellAt(Transaction rows, String topic, String group, Map<String, String> message) {
        Instant now = place.now();
        List<Object> words = new ArrayList<>(List.of(topic));
        Map<String, String> whole = new LinkedHashMap<>();
        whole.put("Service", "AWS Auto Scaling");
        whole.put("Time", now.toString());
        whole.put("AccountId", place.where().account());
        whole.put("AutoScalingGroupName", group);
        whole.putAll(message);
        whole.forEach((name, value) -> words.addAll(List.of(name, value)));
        rows.put(DUE.with(now.toEpochMilli(), place.newId()), Key.of(words.toArray()).toBytes());
    }

    /** Publishes what is to be told; what can't be told now is tried again later. */
    public void deliver(BiConsumer<String, Map<String, Object>> publish) {
        for (Page.Entry entry : place.read(rows -> rows.entries(DUE).toList())) {
            List<Object> words = Key.ofBytes(entry.value()).elements();
            Map<String, Object> message = new LinkedHashMap<>();
            for (int i = 1; i < words.size(); i += 2) {
                message.put((String) words.get(i), words.get(i + 1));
            }
            Instant since = Instant.ofEpochMilli((Long) entry.key().elements().get(1));
            try {
                publish.accept((String) words.getFirst(), message);
            } catch (RuntimeException failure) {
                if (place.now().isBefore(since.plus(PATIENCE))) {
                    continue;
                }
                LOG.log(System.Logger.Level.WARNING, "A notification was given up", failure);
            }
            place.change(rows -> rows.delete(entry.key()));
        }
    }
}
