package dev.tule.ec2.fleet;

import dev.tule.ec2.instance.InstanceRows;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetEventType;
import software.amazon.awssdk.services.ec2.model.HistoryRecordEntry;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The rows of fleets, and of what happened to them. */
final class FleetRows {
    static final Table<FleetData> FLEETS =
            new Table<>(Kind.FLEET, FleetData.class, FleetData::builder);

    /** By fleet and number, in eight digits. */
    private static final Table<HistoryRecordEntry> HISTORY =
            new Table<>("fleet-history", HistoryRecordEntry.class, HistoryRecordEntry::builder);

    private static final int MOST_RECORDS = 200;

    private FleetRows() {}

    /** The instances of a fleet that are not at their end, by when they were launched. */
    static List<Instance> members(Snapshot rows, String fleetId) {
        return all(rows, fleetId).stream()
                .filter(each -> !isEnding(each))
                .sorted(Comparator.comparing(Instance::launchTime))
                .toList();
    }

    private static boolean isEnding(Instance instance) {
        return instance.state().name() == InstanceStateName.SHUTTING_DOWN
                || instance.state().name() == InstanceStateName.TERMINATED;
    }

    /** Whether an instance that was launched since then never ran, for a reason of this host's. */
    static boolean hasFailed(Snapshot rows, String fleetId, Instant since) {
        return all(rows, fleetId).stream()
                .filter(FleetRows::isEnding)
                .filter(each -> each.launchTime().isAfter(since))
                .anyMatch(FleetRows::isOfTheHost);
    }

    /** Whether an instance ended or stopped without anybody's asking for it. */
    static boolean isOfTheHost(Instance instance) {
        return instance.stateReason() != null
                && instance.stateReason().code().startsWith("Server.");
    }

    private static List<Instance> all(Snapshot rows, String fleetId) {
        Map<String, Map<String, String>> tags = TagRows.all(rows);
        return InstanceRows.INSTANCES.all(rows).values().stream()
                .filter(
                        each ->
                                fleetId.equals(
                                        tags.getOrDefault(each.instanceId(), Map.of())
                                                .get(FleetLauncher.MEMBER)))
                .toList();
    }

    /** What happened to a fleet, oldest first, by keys in this order. */
    static SortedMap<String, HistoryRecordEntry> history(Snapshot rows, String fleetId) {
        SortedMap<String, HistoryRecordEntry> records = new TreeMap<>(HISTORY.all(rows));
        return records.subMap(fleetId + "/", fleetId + "0");
    }

    /** Notes what happened to a fleet; of much, the latest. */
    static void note(
            Transaction rows,
            String fleetId,
            Instant now,
            FleetEventType type,
            String subType,
            String instanceId,
            String description) {
        SortedMap<String, HistoryRecordEntry> before = history(rows, fleetId);
        int number =
                before.isEmpty()
                        ? 0
                        : 1 + Integer.parseInt(before.lastKey().substring(fleetId.length() + 1));
        if (before.size() >= MOST_RECORDS) {
            HISTORY.delete(rows, before.firstKey());
        }
        HISTORY.put(
                rows,
                "%s/%08d".formatted(fleetId, number),
                HistoryRecordEntry.builder()
                        .timestamp(now)
                        .eventType(type)
                        .eventInformation(
                                e ->
                                        e.eventSubType(subType)
                                                .instanceId(
                                                        instanceId.isEmpty() ? null : instanceId)
                                                .eventDescription(description))
                        .build());
    }

    /** Notes a fleet's new state. */
    static void noteState(Transaction rows, FleetData fleet, Instant now) {
        note(
                rows,
                fleet.fleetId(),
                now,
                FleetEventType.FLEET_CHANGE,
                fleet.fleetStateAsString(),
                "",
                "The fleet is " + fleet.fleetStateAsString());
    }

    static void forget(Transaction rows, String fleetId) {
        history(rows, fleetId).keySet().forEach(key -> HISTORY.delete(rows, key));
        FLEETS.delete(rows, fleetId);
    }
}
