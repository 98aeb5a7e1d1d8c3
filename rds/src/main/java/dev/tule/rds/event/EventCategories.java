package dev.tule.rds.event;

import dev.tule.rds.resource.Faults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.EventCategoriesMap;

/**
 * The categories of events that each type of source has (RDS User Guide, "Amazon RDS event
 * categories and event messages").
 */
final class EventCategories {
    private static final Map<String, List<String>> BY_SOURCE = bySource();

    private EventCategories() {}

    private static Map<String, List<String>> bySource() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        map.put(
                "db-instance",
                List.of(
                        "availability",
                        "backup",
                        "configuration change",
                        "creation",
                        "deletion",
                        "failover",
                        "failure",
                        "low storage",
                        "maintenance",
                        "notification",
                        "read replica",
                        "recovery",
                        "restoration",
                        "security"));
        map.put("db-parameter-group", List.of("configuration change"));
        map.put("db-security-group", List.of("configuration change", "failure"));
        map.put("db-snapshot", List.of("creation", "deletion", "notification", "restoration"));
        return map;
    }

    static List<EventCategoriesMap> of(@Nullable String source) {
        return BY_SOURCE.entrySet().stream()
                .filter(entry -> source == null || entry.getKey().equals(source))
                .map(
                        entry ->
                                EventCategoriesMap.builder()
                                        .sourceType(entry.getKey())
                                        .eventCategories(entry.getValue())
                                        .build())
                .toList();
    }

    static void check(@Nullable String source, List<String> categories) {
        if (source != null && !BY_SOURCE.containsKey(source)) {
            throw Faults.invalid("Invalid source type: " + source);
        }
        for (String category : categories) {
            boolean known =
                    source == null
                            ? BY_SOURCE.values().stream().anyMatch(list -> list.contains(category))
                            : BY_SOURCE.getOrDefault(source, List.of()).contains(category);
            if (!known) {
                throw Faults.noCategory(category);
            }
        }
    }
}
