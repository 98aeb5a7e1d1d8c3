package dev.tule.server.cloud;

import dev.tule.http.Handler;
import dev.tule.http.Mounts;
import dev.tule.server.config.BridgesConfig;
import dev.tule.server.config.BridgesConfig.Hook;
import dev.tule.server.config.BridgesConfig.Rest;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.bridge.RestBridge;
import dev.tule.wamp.bridge.Webhook;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import dev.tule.wamp.router.Router;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bridges that the configuration asks for. Each is a client of its realm with a session of its
 * own: a publisher doesn't get its own events, so a webhook would miss what REST publishes if they
 * shared one. Started and closed by one thread.
 */
final class Bridges implements Stoppable {
    private final Router router;
    private final InstantSource clock;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private Bridges(Router router, InstantSource clock) {
        this.router = router;
        this.clock = clock;
    }

    static Bridges start(Router router, List<BridgesConfig> configs, InstantSource clock)
            throws ConfigurationError {
        Bridges bridges = new Bridges(router, clock);
        try {
            for (BridgesConfig config : configs) {
                bridges.open(config);
            }
            return bridges;
        } catch (ConfigurationError | RuntimeException failure) {
            bridges.close();
            throw failure;
        }
    }

    private void open(BridgesConfig config) throws ConfigurationError {
        if (config.rest().isPresent()) {
            rest(config.realm(), config.rest().get());
        }
        for (Map.Entry<String, Hook> hook : config.webhooks().entrySet()) {
            webhook(config.realm(), hook.getKey(), hook.getValue());
        }
    }

    private void rest(String realm, Rest rest) {
        WampClient client = join(realm, "bridge.rest", rest.role());
        RestBridge bridge = new RestBridge(client, rest.config(), clock);
        rest.publish().ifPresent(path -> handlers.put(path, bridge.publisher()));
        rest.call().ifPresent(path -> handlers.put(path, bridge.caller()));
    }

    private void webhook(String realm, String name, Hook hook) throws ConfigurationError {
        WampClient client = join(realm, "bridge.webhook." + name, hook.role());
        try {
            Webhook webhook = Webhook.start(client, hook.config(), clock);
            closing.push(webhook::close);
        } catch (WampException refused) {
            throw new ConfigurationError(
                    "The webhook %s of realm %s can't subscribe to '%s' as %s (%s): see to its topic and role in tule.yaml."
                            .formatted(
                                    name,
                                    realm,
                                    hook.config().topic(),
                                    hook.role(),
                                    refused.getMessage()),
                    refused);
        }
    }

    private WampClient join(String realm, String authId, String role) {
        WampClient client =
                WampClient.connect(
                        new LocalConnector(router.local(authId, role), Serializer.MESSAGE_PACK),
                        realm,
                        ClientOptions.defaults());
        closing.push(client::close);
        return client;
    }

    /** What a listener serves, and the REST bridges beside it. */
    Mounts beside(Mounts served) {
        Mounts all = served;
        for (Map.Entry<String, Handler> handler : handlers.entrySet()) {
            all = all.with(handler.getKey(), handler.getValue());
        }
        return all;
    }

    /** Closes them, the last first, each before its session. */
    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
