package dev.tule.server.config;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RetentionLimits;
import dev.tule.wamp.router.config.RoutingConfig;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import dev.tule.wamp.router.history.HistoryRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one of {@code realms}. */
final class RealmReader {
    /** What the store takes. */
    private static final int MAX_NAME = 100;

    private static final Map<String, MatchPolicy> MATCHES =
            Value.words(MatchPolicy.values(), MatchPolicy::wireName);

    private final String name;
    private final Value value;
    private final Set<String> bridgePaths;
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private Optional<BridgesConfig> bridges = Optional.empty();

    /**
     * @param bridgePaths those of other realms' bridges; gets this one's
     */
    RealmReader(String name, Value value, Set<String> bridgePaths) {
        this.name = name;
        this.value = value;
        this.bridgePaths = bridgePaths;
    }

    RealmConfig read() throws ConfigFileError {
        if (!UriRule.LOOSE.accepts(Uri.of(name), MatchPolicy.EXACT) || name.length() > MAX_NAME) {
            throw value.error(
                    "is no name for a realm: write words joined by dots, of 100 letters at most");
        }
        Section section = value.section();
        Optional<Value> listed = section.take("roles");
        if (listed.isPresent()) {
            Section all = listed.get().section();
            for (String role : all.names()) {
                roles.put(role, RoleReader.read(role, all.require(role)));
            }
        }
        RealmConfig realm =
                RealmConfig.of(name, authentication(section))
                        .withRoles(roles.values().toArray(Role[]::new))
                        .with(routing(section));
        Optional<Value> uris = section.take("uris");
        if (uris.isPresent()) {
            realm =
                    realm.with(
                            uris.get()
                                    .choice(
                                            Map.of(
                                                    "loose", UriRule.LOOSE,
                                                    "strict", UriRule.STRICT)));
        }
        Optional<Value> slow = section.take("slow-consumers");
        if (slow.isPresent()) {
            realm =
                    realm.with(
                            slow.get()
                                    .choice(
                                            Value.words(
                                                    SlowConsumerPolicy.values(),
                                                    policy -> word(policy.name()))));
        }
        Optional<Value> disclosure = section.take("disclosure");
        if (disclosure.isPresent()) {
            realm = realm.withDisclosureAllowed(disclosure.get().flag());
        }
        Optional<Value> listedBridges = section.take("bridges");
        if (listedBridges.isPresent()) {
            bridges =
                    Optional.of(
                            new BridgesReader(name, bridgePaths, this::role)
                                    .read(listedBridges.get().section()));
        }
        section.end();
        return realm;
    }

    /** What {@link #read} has found of bridges. */
    Optional<BridgesConfig> bridges() {
        return bridges;
    }

    static String word(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static MatchPolicy match(Section section) throws ConfigFileError {
        Optional<Value> match = section.take("match");
        return match.isEmpty() ? MatchPolicy.EXACT : match.get().choice(MATCHES);
    }

    /** A pattern, which as a prefix may be empty: all. */
    static Uri uri(Value value, MatchPolicy match) throws ConfigFileError {
        String text = match == MatchPolicy.EXACT ? value.text() : String.valueOf(value.plain());
        Uri uri = Uri.of(text);
        if (!UriRule.LOOSE.accepts(uri, match)) {
            throw value.error("is no URI: write words joined by dots, without white space");
        }
        return uri;
    }

    private String role(Value named) throws ConfigFileError {
        String role = named.text();
        if (!roles.containsKey(role)) {
            throw named.error(
                    "is '%s', but the realm has no such role%s"
                            .formatted(role, suggestion(role, roles.keySet())));
        }
        return role;
    }

    private static String suggestion(String word, Set<String> words) {
        return Section.nearest(word, words)
                .map(near -> "; did you mean '" + near + "'")
                .orElse(
                        words.isEmpty()
                                ? "; write it under roles"
                                : ": there are " + String.join(", ", words));
    }

    private Authentication authentication(Section section) throws ConfigFileError {
        Authentication accepted = Authentication.NONE;
        Optional<Value> anonymous = section.take("anonymous");
        if (anonymous.isPresent()) {
            accepted = accepted.withAnonymousRole(role(anonymous.get()));
        }
        Optional<Value> listed = section.take("principals");
        if (listed.isPresent()) {
            List<KnownPrincipal> principals = new ArrayList<>();
            Section all = listed.get().section();
            for (String authId : all.names()) {
                principals.add(principal(authId, all.require(authId)));
            }
            accepted = accepted.withPrincipals(principals);
        }
        Optional<Value> dynamic = section.take("dynamic");
        if (dynamic.isPresent()) {
            accepted = accepted.withDynamic(dynamic(dynamic.get().section()));
        }
        Optional<Value> cookies = section.take("cookies");
        if (cookies.isPresent()) {
            accepted = accepted.withCookies(cookies.get().duration());
        }
        Optional<Value> key = section.take("router-key-file");
        if (key.isPresent()) {
            try {
                accepted = accepted.withRouterKey(CryptosignKey.ofHex(key.get().textOfFile()));
            } catch (IllegalArgumentException e) {
                throw key.get().error("must name a file with " + e.getMessage());
            }
        }
        return accepted;
    }

    private KnownPrincipal principal(String authId, Value listed) throws ConfigFileError {
        Section section = listed.section();
        KnownPrincipal principal =
                PrincipalReader.read(authId, role(section.require("role")), section);
        if (Stream.of(Method.values()).noneMatch(principal::can)) {
            throw listed.error(
                    "has no way to prove who it is: add ticket, wampcra, wamp-scram, cryptosign or tls");
        }
        return principal;
    }

    private static Map<Method, Uri> dynamic(Section section) throws ConfigFileError {
        Map<Method, Uri> procedures = new EnumMap<>(Method.class);
        for (Method method : Method.values()) {
            if (method != Method.COOKIE) {
                Optional<Value> procedure = section.take(method.word());
                if (procedure.isPresent()) {
                    procedures.put(method, uri(procedure.get(), MatchPolicy.EXACT));
                }
            }
        }
        section.end();
        return procedures;
    }

    private RoutingConfig routing(Section section) throws ConfigFileError {
        RoutingConfig routing = RoutingConfig.DEFAULT;
        Optional<Value> single = section.take("one-session-per-authid");
        if (single.isPresent()) {
            routing = routing.withOneSessionPerAuthId(single.get().flag());
        }
        Optional<Value> patience = section.take("slow-consumer-patience");
        if (patience.isPresent()) {
            routing = routing.withSlowConsumerPatience(patience.get().duration());
        }
        Optional<Value> trust = section.take("trust-levels");
        if (trust.isPresent()) {
            Map<String, Integer> levels = new LinkedHashMap<>();
            Section all = trust.get().section();
            for (String role : all.names()) {
                if (!roles.containsKey(role)) {
                    throw all.require(role)
                            .error(
                                    "is for a role that there isn't"
                                            + suggestion(role, roles.keySet()));
                }
                levels.put(role, all.require(role).integer(0, 1_000_000));
            }
            routing = routing.withTrustLevels(levels);
        }
        Optional<Value> history = section.take("history");
        if (history.isPresent()) {
            List<HistoryRule> rules = new ArrayList<>();
            for (Value rule : history.get().list()) {
                rules.add(history(rule.section()));
            }
            routing = routing.withHistory(rules.toArray(HistoryRule[]::new));
        }
        Optional<Value> retention = section.take("retention");
        if (retention.isPresent()) {
            routing = routing.withRetention(retention(retention.get().section()));
        }
        return routing;
    }

    private static HistoryRule history(Section section) throws ConfigFileError {
        MatchPolicy match = match(section);
        Uri topic = uri(section.require("topic"), match);
        HistoryRule usual = HistoryRule.of(match, topic.value());
        Optional<Value> events = section.take("events");
        Optional<Value> bytes = section.take("bytes");
        Optional<Value> age = section.take("age");
        section.end();
        return usual.withLimits(
                events.isEmpty() ? usual.events() : events.get().integer(1, 1_000_000_000),
                bytes.isEmpty()
                        ? usual.bytes()
                        : bytes.get().size(HistoryRule.EVENT_BYTES, 1L << 40),
                age.isEmpty() ? usual.age() : age.get().duration());
    }

    private static RetentionLimits retention(Section section) throws ConfigFileError {
        Optional<Value> topics = section.take("topics");
        Optional<Value> bytes = section.take("bytes");
        section.end();
        RetentionLimits usual = RetentionLimits.DEFAULT;
        return new RetentionLimits(
                topics.isEmpty() ? usual.topics() : topics.get().integer(0, 100_000_000),
                bytes.isEmpty() ? usual.bytes() : bytes.get().size(1, 1L << 40));
    }
}
