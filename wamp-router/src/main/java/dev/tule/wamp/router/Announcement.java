package dev.tule.wamp.router;

import java.util.LinkedHashMap;
import java.util.Map;

/** The roles and features that the router announces: what it really does. */
final class Announcement {
    static final Map<String, Object> ROLES =
            Map.of(
                    "broker",
                    role(
                            "pattern_based_subscription",
                            "publisher_exclusion",
                            "publisher_identification",
                            "subscriber_blackwhite_listing"),
                    "dealer",
                    role(
                            "call_canceling",
                            "call_timeout",
                            "caller_identification",
                            "pattern_based_registration",
                            "progressive_call_results",
                            "shared_registration"));

    private Announcement() {}

    private static Map<String, Object> role(String... features) {
        Map<String, Object> names = new LinkedHashMap<>();
        for (String feature : features) {
            names.put(feature, true);
        }
        return Map.of("features", names);
    }
}
