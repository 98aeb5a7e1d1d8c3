package dev.tule.server.cloud;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.http.Handler;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.server.config.BridgesConfig;
import dev.tule.server.config.BridgesConfig.Hook;
import dev.tule.server.config.BridgesConfig.Rest;
import dev.tule.server.config.TuleConfig;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.bridge.RestBridge;
import dev.tule.wamp.bridge.Webhook;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bridges that the configuration asks for. Each is a client of its realm with a session of its
 * own: a publisher doesn't get its own events, so a webhook would miss what REST publishes if they
 * shared one. Safe for use by many threads.
 */
final class Bridges implements Stoppable {
    private final Router router;
    private final InstantSource clock;

    /** By realm. */
    @GuardedBy("this")
    private final Map<String, OpenRest> rests = new HashMap<>();

    @GuardedBy("this")
    private final Map<HookName, OpenHook> hooks = new LinkedHashMap<>();

    private volatile Map<String, Handler> paths = Map.of();

    Bridges(Router router, InstantSource clock) {
        this.router = router;
        this.clock = clock;
    }

    private record OpenRest(Rest config, WampClient client, RestBridge bridge) {}

    private record HookName(String realm, String name) {
        @Override
        public String toString() {
            return realm + "." + name;
        }
    }

    /**
     * @param role what its role was when it last subscribed
     * @param subscribed whether it may
     */
    private record OpenHook(
            Hook config, Role role, WampClient client, Webhook webhook, boolean subscribed) {}

    /**
     * Opens those that the configuration asks for, once the router has taken it over. Those that
     * are there and have not changed stay; a webhook whose role has changed subscribes anew, since
     * the router may have revoked what it had, and what waits in it still goes out.
     *
     * @return what went wrong, a sentence for each webhook that may not subscribe
     */
    synchronized List<String> apply(TuleConfig config) {
        List<String> troubles = new ArrayList<>();
        Set<String> wantedRests = new HashSet<>();
        Set<HookName> wantedHooks = new HashSet<>();
        for (BridgesConfig bridges : config.bridges()) {
            String realm = bridges.realm();
            if (bridges.rest().isPresent()) {
                wantedRests.add(realm);
                rest(realm, bridges.rest().get());
            }
            for (Map.Entry<String, Hook> hook : bridges.webhooks().entrySet()) {
                HookName name = new HookName(realm, hook.getKey());
                wantedHooks.add(name);
                Role role = role(config, realm, hook.getValue().role());
                webhook(name, hook.getValue(), role).ifPresent(troubles::add);
            }
        }
        closeOthers(wantedRests, wantedHooks);
        paths = paths();
        return troubles;
    }

    private static Role role(TuleConfig config, String realm, String name) {
        return config.router().realms().stream()
                .filter(candidate -> candidate.name().value().equals(realm))
                .map(RealmConfig::roles)
                .flatMap(roles -> roles.orElse(List.of()).stream())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the file was read with the role"));
    }

    @GuardedBy("this")
    private void rest(String realm, Rest config) {
        OpenRest open = rests.get(realm);
        if (open == null || !open.config.equals(config)) {
            closeRest(realm);
            WampClient client = join(realm, "bridge.rest", config.role());
            rests.put(
                    realm,
                    new OpenRest(config, client, new RestBridge(client, config.config(), clock)));
        }
    }

    @GuardedBy("this")
    private Optional<String> webhook(HookName name, Hook config, Role role) {
        OpenHook open = hooks.get(name);
        if (open != null && open.config.equals(config)) {
            return open.subscribed && open.role.equals(role)
                    ? Optional.empty()
                    : subscribe(name, open, role);
        }
        closeHook(name);
        WampClient client = join(name.realm(), "bridge.webhook." + name.name(), config.role());
        return subscribe(
                name,
                new OpenHook(config, role, client, new Webhook(config.config(), clock), false),
                role);
    }

    @GuardedBy("this")
    private Optional<String> subscribe(HookName name, OpenHook hook, Role role) {
        Optional<String> trouble = Optional.empty();
        try {
            hook.webhook.listen(hook.client);
        } catch (WampException refused) {
            trouble =
                    Optional.of(
                            "The webhook %s of realm %s can't subscribe to '%s' as %s (%s): see to its topic and role in tule.yaml."
                                    .formatted(
                                            name.name(),
                                            name.realm(),
                                            hook.config.config().topic(),
                                            hook.config.role(),
                                            refused.getMessage()));
        }
        hooks.put(
                name,
                new OpenHook(hook.config, role, hook.client, hook.webhook, trouble.isEmpty()));
        return trouble;
    }

    private WampClient join(String realm, String authId, String role) {
        return WampClient.connect(
                new LocalConnector(router.local(authId, role), Serializer.MESSAGE_PACK),
                realm,
                ClientOptions.defaults());
    }

    @GuardedBy("this")
    private Map<String, Handler> paths() {
        Map<String, Handler> all = new HashMap<>();
        for (OpenRest rest : rests.values()) {
            rest.config.publish().ifPresent(path -> all.put(path, rest.bridge.publisher()));
            rest.config.call().ifPresent(path -> all.put(path, rest.bridge.caller()));
        }
        return Map.copyOf(all);
    }

    /** The REST bridges, and where none is, another handler. */
    Handler before(Handler otherwise) {
        return request -> answer(request, otherwise);
    }

    private Response answer(Request request, Handler otherwise) throws Exception {
        return paths.getOrDefault(request.rawPath(), otherwise).handle(request);
    }

    /** What became of each webhook's events, by realm and name. */
    synchronized Map<String, Webhook.Counters> webhooks() {
        Map<String, Webhook.Counters> counters = new TreeMap<>();
        for (Map.Entry<HookName, OpenHook> hook : hooks.entrySet()) {
            counters.put(hook.getKey().toString(), hook.getValue().webhook.counters());
        }
        return counters;
    }

    @GuardedBy("this")
    private void closeOthers(Set<String> wantedRests, Set<HookName> wantedHooks) {
        for (String realm : List.copyOf(rests.keySet())) {
            if (!wantedRests.contains(realm)) {
                closeRest(realm);
            }
        }
        for (HookName name : List.copyOf(hooks.keySet())) {
            if (!wantedHooks.contains(name)) {
                closeHook(name);
            }
        }
    }

    @GuardedBy("this")
    private void closeRest(String realm) {
        OpenRest open = rests.remove(realm);
        if (open != null) {
            open.client.close();
        }
    }

    @GuardedBy("this")
    private void closeHook(HookName name) {
        OpenHook open = hooks.remove(name);
        if (open != null) {
            open.webhook.close();
            open.client.close();
        }
    }

    /** Closes them, each before its session. */
    @Override
    public synchronized void close() {
        closeOthers(Set.of(), Set.of());
        paths = Map.of();
    }
}
