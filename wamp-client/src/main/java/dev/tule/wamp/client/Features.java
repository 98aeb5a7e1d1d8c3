package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import java.util.LinkedHashMap;
import java.util.Map;

/** The roles and features that the client announces: what it really does. */
final class Features {
    static final Map<String, Object> ROLES =
            Map.of(
                    "publisher",
                    role(
                            "publisher_identification",
                            "publisher_exclusion",
                            "subscriber_blackwhite_listing"),
                    "subscriber",
                    role("publisher_identification", "pattern_based_subscription"),
                    "caller",
                    role("caller_identification", "progressive_call_results", "call_canceling"),
                    "callee",
                    role(
                            "caller_identification",
                            "progressive_call_results",
                            "call_canceling",
                            "pattern_based_registration",
                            "shared_registration"));

    private Features() {}

    private static Map<String, Object> role(String... features) {
        Map<String, Object> names = new LinkedHashMap<>();
        for (String feature : features) {
            names.put(feature, true);
        }
        return Map.of("features", names);
    }

    static Dict helloDetails(Authentication authentication) {
        return authentication.helloDetails().with("agent", "Tule").with("roles", ROLES);
    }
}
