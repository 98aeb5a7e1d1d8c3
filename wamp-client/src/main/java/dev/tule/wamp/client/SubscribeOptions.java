package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.MatchPolicy;

/**
 * How to subscribe. Start from {@link #defaults} and change what you need.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscribe-2">SUBSCRIBE</a>
 */
public final class SubscribeOptions {
    private static final SubscribeOptions DEFAULTS =
            new SubscribeOptions(MatchPolicy.EXACT, Dict.EMPTY);

    private final MatchPolicy match;
    private final Dict dict;

    private SubscribeOptions(MatchPolicy match, Dict dict) {
        this.match = match;
        this.dict = dict;
    }

    /** To the topic of exactly that name. */
    public static SubscribeOptions defaults() {
        return DEFAULTS;
    }

    /** To all topics that match. */
    public static SubscribeOptions match(MatchPolicy match) {
        return DEFAULTS.withMatch(match);
    }

    public SubscribeOptions withMatch(MatchPolicy changed) {
        return new SubscribeOptions(changed, dict.with("match", changed.wireName()));
    }

    /** Asks for the last retained event of the topic, too: {@link TopicEvent#retained}. */
    public SubscribeOptions withRetained() {
        return new SubscribeOptions(match, dict.with("get_retained", true));
    }

    public MatchPolicy match() {
        return match;
    }

    Dict toDict() {
        return dict;
    }
}
