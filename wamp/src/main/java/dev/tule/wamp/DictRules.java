package dev.tule.wamp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The types that the specification gives to known options and details; unknown ones may hold
 * anything.
 */
final class DictRules {
    private static final Rule BOOL = new Rule("a bool", v -> v instanceof Boolean);
    private static final Rule STRING = new Rule("a string", v -> v instanceof String);
    private static final Rule DICT = new Rule("a dict", v -> v instanceof Map);
    private static final Rule ID = new Rule("an id", v -> v instanceof Long id && Id.valid(id));
    private static final Rule COUNT =
            new Rule("an integer from 0", v -> v instanceof Long count && count >= 0);
    private static final Rule IDS = listOf("ids", ID);
    private static final Rule STRINGS = listOf("strings", STRING);
    private static final Rule DICTS = listOf("dicts", DICT);
    private static final Rule MATCH = oneOf("exact", "prefix", "wildcard");
    private static final Rule INVOKE = oneOf("single", "first", "last", "random", "roundrobin");
    private static final Rule MODE = oneOf("skip", "kill", "killnowait");
    private static final Rule ENC_ALGO = extensible("cryptobox", "mqtt", "xbr");
    private static final Rule ENC_SERIALIZER =
            extensible("json", "msgpack", "cbor", "ubjson", "flatbuffers", "opaque");

    private static final Map<String, Rule> PAYLOAD =
            Map.of(
                    "enc_algo", ENC_ALGO,
                    "enc_serializer", ENC_SERIALIZER,
                    "enc_key", STRING,
                    "ppt_scheme", STRING,
                    "ppt_serializer", STRING,
                    "ppt_cipher", STRING,
                    "ppt_keyid", STRING,
                    "forward_for", DICTS);

    private static final Map<String, Rule> PUBLISH =
            Map.ofEntries(
                    Map.entry("acknowledge", BOOL),
                    Map.entry("exclude_me", BOOL),
                    Map.entry("disclose_me", BOOL),
                    Map.entry("retain", BOOL),
                    Map.entry("exclude", IDS),
                    Map.entry("exclude_authid", STRINGS),
                    Map.entry("exclude_authrole", STRINGS),
                    Map.entry("eligible", IDS),
                    Map.entry("eligible_authid", STRINGS),
                    Map.entry("eligible_authrole", STRINGS),
                    Map.entry(
                            "rkey",
                            new Rule(
                                    "a string or integer",
                                    v -> v instanceof String || v instanceof Long)),
                    Map.entry("transaction_hash", STRING));

    private static final Map<MessageType, Map<String, Rule>> RULES =
            Map.ofEntries(
                    Map.entry(
                            MessageType.HELLO,
                            Map.of(
                                    "roles", DICT,
                                    "authmethods", STRINGS,
                                    "authid", STRING,
                                    "authrole", STRING,
                                    "agent", STRING,
                                    "authextra", DICT)),
                    Map.entry(MessageType.WELCOME, Map.of("roles", DICT)),
                    Map.entry(MessageType.PUBLISH, PUBLISH),
                    Map.entry(
                            MessageType.SUBSCRIBE,
                            Map.of("match", MATCH, "get_retained", BOOL, "forward_for", DICTS)),
                    Map.entry(
                            MessageType.EVENT,
                            Map.of(
                                    "publisher", ID,
                                    "publisher_authid", STRING,
                                    "publisher_authrole", STRING,
                                    "topic", STRING,
                                    "retained", BOOL,
                                    "trustlevel", COUNT,
                                    "transaction_hash", STRING,
                                    "x_acknowledged_delivery", BOOL)),
                    Map.entry(
                            MessageType.CALL,
                            Map.of(
                                    "receive_progress", BOOL,
                                    "progress", BOOL,
                                    "disclose_me", BOOL,
                                    "timeout", COUNT,
                                    "transaction_hash", STRING)),
                    Map.entry(MessageType.CANCEL, Map.of("mode", MODE, "forward_for", DICTS)),
                    Map.entry(MessageType.RESULT, Map.of("progress", BOOL)),
                    Map.entry(
                            MessageType.REGISTER,
                            Map.of(
                                    "match", MATCH,
                                    "invoke", INVOKE,
                                    "concurrency", COUNT,
                                    "force_reregister", BOOL,
                                    "forward_timeout", BOOL,
                                    "disclose_caller", BOOL,
                                    "forward_for", DICTS)),
                    Map.entry(
                            MessageType.INVOCATION,
                            Map.of(
                                    "procedure", STRING,
                                    "receive_progress", BOOL,
                                    "caller", ID,
                                    "caller_authid", STRING,
                                    "caller_authrole", STRING,
                                    "trustlevel", COUNT,
                                    "progress", BOOL,
                                    "timeout", COUNT)),
                    Map.entry(
                            MessageType.UNSUBSCRIBED, Map.of("subscription", ID, "reason", STRING)),
                    Map.entry(
                            MessageType.UNREGISTERED, Map.of("registration", ID, "reason", STRING)),
                    Map.entry(MessageType.INTERRUPT, Map.of("mode", MODE, "reason", STRING)),
                    Map.entry(MessageType.YIELD, Map.of("progress", BOOL)));

    private DictRules() {}

    private record Rule(String expected, Predicate<@Nullable Object> test) {}

    /**
     * @throws MalformedMessage naming the option or detail that breaks its rule
     */
    static void check(MessageType type, Dict dict) throws MalformedMessage {
        if (dict.isEmpty()) {
            return;
        }
        Map<String, Rule> rules = RULES.getOrDefault(type, Map.of());
        for (Map.Entry<String, @Nullable Object> entry : dict.asMap().entrySet()) {
            Rule rule = rules.get(entry.getKey());
            if (rule == null && carriesPayload(type)) {
                rule = PAYLOAD.get(entry.getKey());
            }
            // Null is as good as absent: wampy.js writes what it leaves undefined so.
            if (rule != null && entry.getValue() != null && !rule.test.test(entry.getValue())) {
                throw new MalformedMessage(
                        type + ": " + entry.getKey() + " must be " + rule.expected);
            }
        }
    }

    private static boolean carriesPayload(MessageType type) {
        return switch (type) {
            case PUBLISH, EVENT, CALL, RESULT, INVOCATION, YIELD, ERROR -> true;
            default -> false;
        };
    }

    private static Rule listOf(String what, Rule item) {
        return new Rule(
                "a list of " + what,
                v -> v instanceof List<?> list && list.stream().allMatch(item.test));
    }

    private static Rule oneOf(String... values) {
        Set<String> set = Set.of(values);
        return new Rule(
                "one of " + String.join(", ", values), v -> v instanceof String && set.contains(v));
    }

    private static Rule extensible(String... values) {
        Set<String> set = Set.of(values);
        return new Rule(
                "one of " + String.join(", ", values) + ", or begin with x_",
                v ->
                        v instanceof String string
                                && (set.contains(string) || string.startsWith("x_")));
    }
}
