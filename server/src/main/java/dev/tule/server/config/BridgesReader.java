package dev.tule.server.config;

import dev.tule.server.config.BridgesConfig.Hook;
import dev.tule.server.config.BridgesConfig.Rest;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.bridge.BridgeKey;
import dev.tule.wamp.bridge.RestConfig;
import dev.tule.wamp.bridge.WebhookConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code bridges} of a realm. */
final class BridgesReader {
    /** All other paths of the web port are the server's own. */
    private static final Pattern PATH = Pattern.compile("/rest(/[A-Za-z0-9._~-]+)+");

    private static final int MOST_BODY_BYTES = 1 << 24;

    private final String realm;
    private final Set<String> paths;
    private final Roles roles;

    /** What the realm's roles are. */
    @FunctionalInterface
    interface Roles {
        /** The role that a value names. */
        String named(Value value) throws ConfigFileError;
    }

    /**
     * @param paths those of the bridges read so far; gets more
     */
    BridgesReader(String realm, Set<String> paths, Roles roles) {
        this.realm = realm;
        this.paths = paths;
        this.roles = roles;
    }

    BridgesConfig read(Section section) throws ConfigFileError {
        Optional<Value> rest = section.take("rest");
        Optional<Value> webhooks = section.take("webhooks");
        section.end();
        Map<String, Hook> hooks = new LinkedHashMap<>();
        if (webhooks.isPresent()) {
            Section all = webhooks.get().section();
            for (String name : all.names()) {
                hooks.put(name, hook(all.require(name).section()));
            }
        }
        return new BridgesConfig(
                realm,
                rest.isEmpty() ? Optional.empty() : Optional.of(rest(rest.get().section())),
                hooks);
    }

    private Rest rest(Section section) throws ConfigFileError {
        String role = roles.named(section.require("role"));
        Optional<String> publish = path(section.take("publish"));
        Optional<String> call = path(section.take("call"));
        if (publish.isEmpty() && call.isEmpty()) {
            throw section.error("a REST bridge must have publish or call: its path");
        }
        List<BridgeKey> keys = keys(section.require("keys"));
        Optional<Value> body = section.take("body-bytes");
        RestConfig usual = RestConfig.of(keys.toArray(BridgeKey[]::new));
        RestConfig config =
                new RestConfig(
                        keys,
                        body.isEmpty()
                                ? usual.bodyBytes()
                                : (int) body.get().size(1, MOST_BODY_BYTES),
                        duration(section, "call-timeout", usual.callTimeout()),
                        duration(section, "clock-tolerance", usual.clockTolerance()));
        section.end();
        return new Rest(role, publish, call, config);
    }

    private Optional<String> path(Optional<Value> value) throws ConfigFileError {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String path = value.get().text();
        if (!PATH.matcher(path).matches()) {
            throw value.get().error("must be a path below /rest, such as /rest/publish");
        }
        if (!paths.add(path)) {
            throw value.get().error("is the path of another bridge too: choose another");
        }
        return Optional.of(path);
    }

    private static List<BridgeKey> keys(Value value) throws ConfigFileError {
        List<BridgeKey> keys = new ArrayList<>();
        Section all = value.section();
        for (String name : all.names()) {
            Value key = all.require(name);
            Section section = key.section();
            Optional<String> secret = secret(section);
            if (secret.isEmpty()) {
                throw key.error("must have secret or secret-file");
            }
            Optional<Value> bearer = section.take("bearer");
            section.end();
            boolean asIs = bearer.isPresent() && bearer.get().flag();
            try {
                keys.add(new BridgeKey(name, secret.get(), asIs));
            } catch (IllegalArgumentException e) {
                throw key.error("must have a name, and a secret of 16 characters at least");
            }
        }
        if (keys.isEmpty()) {
            throw value.error("must name a key at least, or nobody could use the bridge");
        }
        return keys;
    }

    private static Optional<String> secret(Section section) throws ConfigFileError {
        Optional<Value> secret = section.take("secret");
        Optional<Value> file = section.take("secret-file");
        if (secret.isPresent() && file.isPresent()) {
            throw file.get().error("can't stand beside secret: leave one of them out");
        }
        if (secret.isPresent()) {
            return Optional.of(secret.get().text());
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(file.get().textOfFile());
    }

    private Hook hook(Section section) throws ConfigFileError {
        String role = roles.named(section.require("role"));
        MatchPolicy match = RealmReader.match(section);
        String topic = RealmReader.uri(section.require("topic"), match).value();
        WebhookConfig usual = WebhookConfig.of(topic, match, target(section.require("url")));
        WebhookConfig config =
                new WebhookConfig(
                        topic,
                        match,
                        usual.target(),
                        secret(section).orElse(null),
                        count(section, "queue", usual.queue()),
                        count(section, "attempts", usual.attempts()),
                        duration(section, "first-pause", usual.firstPause()),
                        duration(section, "timeout", usual.timeout()));
        section.end();
        return new Hook(role, config);
    }

    private static URI target(Value value) throws ConfigFileError {
        try {
            URI url = URI.create(value.text());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw value.error("must be an address such as https://example.com/hook, without user");
    }

    private static int count(Section section, String key, int otherwise) throws ConfigFileError {
        Optional<Value> value = section.take(key);
        return value.isEmpty() ? otherwise : value.get().integer(1, 100_000);
    }

    private static Duration duration(Section section, String key, Duration otherwise)
            throws ConfigFileError {
        Optional<Value> value = section.take(key);
        return value.isEmpty() ? otherwise : value.get().duration();
    }
}
