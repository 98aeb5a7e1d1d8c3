package dev.tule.wamp.router;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Register;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Uri;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a client of the simulation may ask for: few names, so that clients meet. */
final class RandomRequests {
    private static final List<String> TOPICS = List.of("a", "a.b", "a.c", "b.b", "a.b.c");
    private static final List<String> PATTERNS = List.of("a", "a.", ".b", "..c", "");
    private static final List<String> MATCHES = List.of("exact", "prefix", "wildcard");
    private static final List<String> POLICIES =
            List.of("single", "first", "last", "random", "roundrobin");

    private final Random random;

    RandomRequests(Random random) {
        this.random = random;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Of an event or a procedure. */
    Uri topic() {
        return Uri.of(any(TOPICS));
    }

    private Uri topic(String match) {
        return Uri.of(any(match.equals("exact") ? TOPICS : PATTERNS));
    }

    /** Some announce this, some that; all can be cancelled who take calls in pieces. */
    Map<String, Object> calleeFeatures() {
        Map<String, Object> features = new HashMap<>();
        for (String feature :
                List.of(
                        "call_canceling",
                        "progressive_call_invocations",
                        "progressive_call_results",
                        "call_timeout",
                        "registration_revocation")) {
            features.put(feature, random.nextInt(3) > 0);
        }
        return features;
    }

    Publish publish(RequestId id, Payload payload) {
        Dict options = random.nextInt(3) == 0 ? Dict.of("exclude_me", false) : Dict.EMPTY;
        if (random.nextInt(6) == 0) {
            options = options.with("retain", true);
        }
        return new Publish(id, options, topic(), payload);
    }

    Subscribe subscribe(RequestId id) {
        String match = any(MATCHES);
        Uri topic = topic(match);
        Dict options = Dict.of("match", match, "get_retained", random.nextInt(3) == 0);
        return new Subscribe(id, options, topic);
    }

    Register register(RequestId id) {
        String match = any(MATCHES);
        Uri procedure = topic(match);
        Dict options =
                Dict.of(
                        "match",
                        match,
                        "invoke",
                        any(POLICIES),
                        "forward_timeout",
                        random.nextBoolean(),
                        "force_reregister",
                        random.nextInt(8) == 0);
        return new Register(id, options, procedure);
    }
}
