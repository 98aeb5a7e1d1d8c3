package dev.tule.cloudwatch.alarm;

import dev.tule.aws.PageToken;
import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.cloudwatch.resource.Faults;
import dev.tule.cloudwatch.resource.NextToken;
import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Page;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * What has become of alarms, kept for 30 days, also of those that are deleted: {@code ("history",
 * name, version, number)} with the item as JSON. Safe for use by many threads.
 */
final class History {
    static final Duration RETENTION = Duration.ofDays(30);
    private static final int PAGE = 100;
    private static final JsonMaps MAPS = new JsonMaps(JsonFactories.json(16, 100_000));

    private final Place place;

    History(Place place) {
        this.place = place;
    }

    static String json(Map<String, Object> map) {
        return new String(MAPS.write(map), StandardCharsets.UTF_8);
    }

    /** Notes what became of an alarm, in the transaction in which it did. */
    static void note(
            Transaction rows,
            Alarm alarm,
            Instant at,
            HistoryItemType type,
            String summary,
            Map<String, Object> data) {
        note(rows, alarm.name(), alarm.type(), at, type, summary, data);
    }

    static void note(
            Transaction rows,
            String name,
            AlarmType alarmType,
            Instant at,
            HistoryItemType type,
            String summary,
            Map<String, Object> data) {
        Map<String, Object> versioned = new LinkedHashMap<>();
        versioned.put("version", "1.0");
        versioned.putAll(data);
        AlarmHistoryItem item =
                AlarmHistoryItem.builder()
                        .alarmName(name)
                        .alarmType(alarmType)
                        .timestamp(at)
                        .historyItemType(type)
                        .historySummary(summary)
                        .historyData(json(versioned))
                        .build();
        rows.putVersioned(Key.of("history", name), AlarmRows.json(item));
    }

    /** An item and the place where a page may end. */
    private record Item(AlarmHistoryItem item, String position) {}

    DescribeAlarmHistoryResponse describe(DescribeAlarmHistoryRequest request) {
        Key below =
                request.alarmName() == null
                        ? Key.of("history")
                        : Key.of("history", request.alarmName());
        List<Item> items = new ArrayList<>();
        place.read(rows -> rows.entries(below).toList()).stream()
                .map(History::item)
                .filter(item -> wanted(item.item, request))
                .forEach(items::add);
        Comparator<Item> order =
                Comparator.comparing((Item item) -> item.item.timestamp())
                        .thenComparing(Item::position);
        boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        items.sort(ascending ? order : order.reversed());
        int most = request.maxRecords() == null ? PAGE : request.maxRecords();
        int from = start(items, request.nextToken());
        List<Item> page = items.subList(from, Math.min(items.size(), from + most));
        boolean more = from + most < items.size();
        return DescribeAlarmHistoryResponse.builder()
                .alarmHistoryItems(page.stream().map(Item::item).toList())
                .nextToken(more ? PageToken.of(page.getLast().position) : null)
                .build();
    }

    private static int start(List<Item> items, @Nullable String token) {
        String last = NextToken.read(token).orElse(null);
        if (last == null) {
            return 0;
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).position.equals(last)) {
                return i + 1;
            }
        }
        throw Faults.invalidToken();
    }

    private static Item item(Page.Entry entry) {
        AlarmHistoryItem.Builder item = AlarmHistoryItem.builder();
        AlarmRows.read(entry.value(), (SdkPojo) item);
        return new Item(item.build(), entry.key().toString());
    }

    /** Of metric alarms only, unless other types are asked for. */
    private static boolean wanted(AlarmHistoryItem item, DescribeAlarmHistoryRequest request) {
        List<AlarmType> types =
                request.hasAlarmTypes() && !request.alarmTypes().isEmpty()
                        ? request.alarmTypes()
                        : List.of(AlarmType.METRIC_ALARM);
        HistoryItemType type = request.historyItemType();
        Instant from = request.startDate();
        Instant until = request.endDate();
        return types.contains(item.alarmType())
                && (type == null || type == item.historyItemType())
                && (from == null || !item.timestamp().isBefore(from))
                && (until == null || !item.timestamp().isAfter(until));
    }

    /** Deletes what has grown old. */
    void forgetOld() {
        Instant oldest = place.now().minus(RETENTION);
        List<Key> old = new ArrayList<>();
        for (Page.Entry entry : place.read(rows -> rows.entries(Key.of("history")).toList())) {
            if (item(entry).item.timestamp().isBefore(oldest)) {
                old.add(entry.key());
            }
        }
        for (int i = 0; i < old.size(); i += PAGE) {
            List<Key> some = old.subList(i, Math.min(old.size(), i + PAGE));
            place.change(rows -> some.forEach(rows::delete));
        }
    }
}
