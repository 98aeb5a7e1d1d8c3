package dev.tule.server.config;

import dev.tule.wamp.bridge.RestConfig;
import dev.tule.wamp.bridge.WebhookConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bridges of one realm, each a client of it with a role there.
 *
 * @param realm the realm's name
 * @param rest publisher and caller; empty where there are none
 * @param webhooks by their names
 */
public record BridgesConfig(String realm, Optional<Rest> rest, Map<String, Hook> webhooks) {

    public BridgesConfig {
        webhooks = Collections.unmodifiableMap(new LinkedHashMap<>(webhooks));
    }

    /**
     * Publisher and caller.
     *
     * @param role what requests may do
     * @param publish the publisher's path on the web port; empty for none
     * @param call the caller's path; empty for none
     * @param config what both take
     */
    public record Rest(
            String role, Optional<String> publish, Optional<String> call, RestConfig config) {}

    /**
     * A webhook.
     *
     * @param role what it may subscribe to
     */
    public record Hook(String role, WebhookConfig config) {}
}
