package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Uri;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a {@link WampClient}: it lasts until it is closed, over lost connections. Safe
 * for use by many threads.
 */
public final class Subscription implements AutoCloseable {
    private final WampClient client;
    private final Uri topic;
    private final MatchPolicy match;
    private final EventQueue queue;
    private volatile @Nullable SubscriptionId id;

    Subscription(WampClient client, Uri topic, MatchPolicy match, EventQueue queue) {
        this.client = client;
        this.topic = topic;
        this.match = match;
        this.queue = queue;
    }

    /** The topic or pattern that was asked for. */
    public Uri topic() {
        return topic;
    }

    public MatchPolicy match() {
        return match;
    }

    /** Ends it: no handler begins afterwards. Without effect when ended already. */
    @Override
    public void close() {
        client.unsubscribe(this);
    }

    Dict options() {
        return match == MatchPolicy.EXACT ? Dict.EMPTY : Dict.of("match", match.wireName());
    }

    EventQueue queue() {
        return queue;
    }

    /** Its number in the present session; another one after each reconnection. */
    @Nullable SubscriptionId id() {
        return id;
    }

    void id(SubscriptionId given) {
        id = given;
    }
}
