package dev.tule.wamp.router.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The roles and features that the router announces: what it really does.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-feature-announcement">Feature
 *     Announcement</a>
 */
final class Announcement {
    static final Map<String, Object> ROLES =
            Map.of(
                    "broker",
                    role(
                            "event_history",
                            "event_retention",
                            "pattern_based_subscription",
                            "payload_passthru_mode",
                            "publication_trustlevels",
                            "publisher_exclusion",
                            "publisher_identification",
                            "session_meta_api",
                            "subscriber_blackwhite_listing",
                            "subscription_meta_api",
                            "subscription_revocation"),
                    "dealer",
                    role(
                            "call_canceling",
                            "call_reroute",
                            "call_timeout",
                            "call_trustlevels",
                            "caller_identification",
                            "pattern_based_registration",
                            "payload_passthru_mode",
                            "progressive_call_invocations",
                            "progressive_call_results",
                            "registration_meta_api",
                            "registration_revocation",
                            "session_meta_api",
                            "shared_registration",
                            "testament_meta_api"));

    /** The roles alone, for clients that take but short messages. */
    static final Map<String, Object> BASIC = Map.of("broker", Map.of(), "dealer", Map.of());

    private Announcement() {}

    private static Map<String, Object> role(String... features) {
        Map<String, Object> names = new LinkedHashMap<>();
        for (String feature : features) {
            names.put(feature, true);
        }
        return Map.of("features", names);
    }
}
