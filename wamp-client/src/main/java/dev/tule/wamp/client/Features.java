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
                            "payload_passthru_mode",
                            "publisher_identification",
                            "publisher_exclusion",
                            "subscriber_blackwhite_listing"),
                    "subscriber",
                    role(
                            "event_retention",
                            "pattern_based_subscription",
                            "payload_passthru_mode",
                            "publication_trustlevels",
                            "publisher_identification",
                            "subscription_revocation"),
                    "caller",
                    role(
                            "call_canceling",
                            "call_timeout",
                            "caller_identification",
                            "payload_passthru_mode",
                            "progressive_call_invocations",
                            "progressive_call_results"),
                    "callee",
                    role(
                            "call_canceling",
                            "call_timeout",
                            "call_trustlevels",
                            "caller_identification",
                            "pattern_based_registration",
                            "payload_passthru_mode",
                            "progressive_call_invocations",
                            "progressive_call_results",
                            "registration_revocation",
                            "shared_registration"));

    private Features() {}

    private static Map<String, Object> role(String... features) {
        Map<String, Object> names = new LinkedHashMap<>();
        for (String feature : features) {
            names.put(feature, true);
        }
        return Map.of("features", names);
    }

    static Dict helloDetails(Authentication.Attempt attempt) {
        return attempt.helloDetails().with("agent", "Tule").with("roles", ROLES);
    }
}
